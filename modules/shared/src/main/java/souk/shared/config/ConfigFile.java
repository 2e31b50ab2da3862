package souk.shared.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file with a line {@code KEY=value} for each key. Lines that begin with {@code #} are remarks; nothing is quoted or
 * escaped.
 *
 * @param problems everything that is wrong with it, for people
 */
record ConfigFile(Path path, Map<String, String> values, List<String> problems) {

    private static final Pattern LINE = Pattern.compile("(SOUK_[A-Z0-9_]+)\\s*=\\s*(.*)");
    private static final Set<PosixFilePermission> OF_OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    static ConfigFile none() {
        return new ConfigFile(null, Map.of(), List.of());
    }

    static ConfigFile read(Path path, DocumentedKeys known) {
        var file = new ConfigFile(path, new LinkedHashMap<>(), new ArrayList<>());
        try {
            var number = 0;
            for (var line : Files.readAllLines(path)) {
                file.take(line.strip(), path.getFileName() + ", line " + ++number + ": ", known);
            }
        } catch (IOException unreadable) {
            file.problems.add(Layers.FILE_KEY + " names no readable file");
        }
        return file;
    }

    private void take(String line, String place, DocumentedKeys known) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        var entry = LINE.matcher(line);
        if (!entry.matches()) {
            problems.add(place + "is not KEY=value");
            return;
        }
        var key = entry.group(1);
        var value = entry.group(2);
        if (key.equals(Layers.FILE_KEY)) {
            problems.add(place + key + " stands in the environment only");
        } else if (!known.has(key)) {
            problems.add(place + known.unknown(key));
        } else if (value.length() > 1 && value.matches("(?s)'.*'|\".*\"")) {
            problems.add(place + key + " has quotes around its value, which would be part of it");
        } else if (values.putIfAbsent(key, value) != null) {
            problems.add(place + key + " is there twice");
        }
    }

    /** Whether others than its owner may read it. */
    boolean isOpen() {
        try {
            return Files.getPosixFilePermissions(path).stream().anyMatch(OF_OTHERS::contains);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }
}
