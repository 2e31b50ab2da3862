package souk.local.fill;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The words that made-up products and categories consist of; of each kind the most frequent first. */
public final class Words {
    static final int ENGLISH = 0;
    private static final Words ALL = read();

    private final Map<String, List<List<String>>> byKind;

    private Words(Map<String, List<List<String>>> byKind) {
        this.byKind = byKind;
    }

    /** The most frequent English style words, in lower case, as somebody would type them. */
    public static List<String> commonStyles(int count) {
        return common("style", count);
    }

    /** As {@link #commonStyles}, for things. */
    public static List<String> commonNouns(int count) {
        return common("noun", count);
    }

    /** As {@link #commonStyles}, for what things are made of. */
    public static List<String> commonMaterials(int count) {
        return common("material", count);
    }

    static int count(String kind) {
        return ALL.byKind.get(kind).size();
    }

    static String word(String kind, int rank, int language) {
        return ALL.byKind.get(kind).get(rank).get(language);
    }

    private static List<String> common(String kind, int count) {
        return ALL.byKind.get(kind).stream()
                .limit(count)
                .map(languages -> languages.get(ENGLISH).toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Words read() {
        var words = new HashMap<String, List<List<String>>>();
        try (InputStream file = Words.class.getResourceAsStream("/fill/words.txt")) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                var colon = line.indexOf(": ");
                words.computeIfAbsent(line.substring(0, colon), first -> new ArrayList<>())
                        .add(Stream.of(line.substring(colon + 2).split("\\|"))
                                .map(String::strip)
                                .toList());
            });
            return new Words(words);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the words of made-up products", e);
        }
    }
}
