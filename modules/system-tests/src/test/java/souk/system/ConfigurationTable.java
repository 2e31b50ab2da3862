package souk.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rows of {@code docs/configuration.md}: the default of each key as it stands there, and the live keys.
 *
 * @param defaults by key; in backticks where it is a value, empty for none, words for what is found out at the start
 */
record ConfigurationTable(Map<String, String> defaults) {

    private static final Pattern NAME = Pattern.compile("(?:\"|env:)(SOUK_[A-Z0-9_]+)[\"}]");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");

    /** In words, because it depends on the machine or on other keys. */
    private static final String WORDS = "words";

    static ConfigurationTable read(Path file) throws IOException {
        var defaults = new LinkedHashMap<String, String>();
        try (var lines = Files.lines(file)) {
            lines.filter(line -> line.startsWith("| `")).forEach(row -> add(row.split("\\|"), defaults));
        }
        return new ConfigurationTable(defaults);
    }

    /** Of several keys in a row each has its own default, or all have the one. */
    private static void add(String[] cells, Map<String, String> defaults) {
        var keys = codes(cells[1]).toList();
        var values = codes(cells[2]).toList();
        for (var i = 0; i < keys.size(); i++) {
            var value = values.isEmpty()
                    ? inWords(cells[2].strip())
                    : cells[2].replaceAll("`[^`]*`|,", "").isBlank()
                            ? values.get(Math.min(i, values.size() - 1))
                            : WORDS;
            if (defaults.put(keys.get(i), value) != null) {
                throw new IllegalArgumentException(keys.get(i) + " is there twice");
            }
        }
    }

    private static String inWords(String text) {
        return text.isEmpty() || text.equals("required") ? text : WORDS;
    }

    private static Stream<String> codes(String cell) {
        return CODE.matcher(cell).results().map(found -> found.group(1));
    }

    static boolean isInWords(String fallback) {
        return fallback.equals(WORDS);
    }

    /** Names of keys as they are written in code. */
    static Stream<String> namedIn(String code) {
        return NAME.matcher(code).results().map(name -> name.group(1));
    }
}
