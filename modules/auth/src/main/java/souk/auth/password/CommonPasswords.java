package souk.auth.password;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import me.gosimple.nbvcxz.resources.DictionaryUtil;

/**
 * The 100,000 passwords that were found most often in published leaks, in lower case. The list is that of nbvcxz (MIT
 * licence), about 8 MB in memory; reading it takes half a second, so it is touched once on a worker at the start.
 */
public final class CommonPasswords {

    private static final int MOST = 100_000;

    private static final Set<String> LIST =
            DictionaryUtil.loadRankedDictionary(DictionaryUtil.passwords).entrySet().stream()
                    .filter(ranked -> ranked.getValue() <= MOST)
                    .map(ranked -> ranked.getKey().toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());

    private CommonPasswords() {}

    /** Gives how many there are. */
    public static int load() {
        return LIST.size();
    }

    static boolean contains(String lowerCase) {
        return LIST.contains(lowerCase);
    }
}
