package souk.shared.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names of all keys of all services, out of the one table that there is, {@code docs/configuration.md}, which lies in
 * every jar: a process thereby knows the keys of the others, and what nobody knows.
 */
final class DocumentedKeys {

    private static final Pattern NAME = Pattern.compile("`(SOUK_[A-Z0-9_]+)`");
    private static final String FILE = "_FILE";
    private static final int FAR = 5;

    private final Set<String> names;

    DocumentedKeys(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    static DocumentedKeys ours() {
        try (var table = DocumentedKeys.class.getResourceAsStream("/configuration.md")) {
            var text = Objects.requireNonNull(table, "configuration.md").readAllBytes();
            return in(new String(text, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Those in the first column of tables. */
    static DocumentedKeys in(String markdown) {
        var names = new TreeSet<String>();
        markdown.lines()
                .filter(line -> line.startsWith("| `SOUK_"))
                .forEach(row -> NAME.matcher(row.split("\\|")[1]).results().forEach(name -> names.add(name.group(1))));
        return new DocumentedKeys(names);
    }

    /** A secret may be in a file that another key names. */
    boolean has(String key) {
        return names.contains(key)
                || key.endsWith(FILE) && names.contains(key.substring(0, key.length() - FILE.length()));
    }

    /** For people. */
    String unknown(String key) {
        return key + " is no key of Souk"
                + nearest(key).map(near -> "; is " + near + " meant?").orElse("");
    }

    private Optional<String> nearest(String key) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(key, name)))
                .filter(name -> distance(key, name) < FAR);
    }

    /** How many letters must be put in, taken out or changed to make one of the other. */
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (var j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= one.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.length(); j++) {
                var changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
