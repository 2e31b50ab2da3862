package souk.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a cluster writes into its logs from now on. */
final class ShopLogs {

    private final Path directory;
    private final Map<Path, Long> begun = new TreeMap<>();

    ShopLogs(Path directory) {
        this.directory = directory;
        files().forEach(file -> begun.put(file, (long) read(file).length));
    }

    /** Lines of the database server that say that a statement failed. */
    List<String> failedStatements() {
        return since(directory.resolve("postgres.log"))
                .lines()
                .filter(line -> line.contains("ERROR:"))
                .toList();
    }

    /** Lines of the services that have a control character in them, or that are what somebody has sent. */
    List<String> unsound(String forged) {
        return files().stream()
                .filter(file -> !file.endsWith("postgres.log"))
                .flatMap(file -> since(file).lines())
                .filter(line -> line.startsWith("{\"level\":\"ERROR\",\"event\":\"" + forged)
                        || line.startsWith("{\"event\":\"" + forged)
                        || line.chars().anyMatch(c -> c < ' ' && c != '\t' || c >= 0x7f && c <= 0x9f))
                .toList();
    }

    private String since(Path file) {
        var bytes = read(file);
        var from = (int) Math.min(begun.getOrDefault(file, 0L), bytes.length);
        return new String(Arrays.copyOfRange(bytes, from, bytes.length), StandardCharsets.UTF_8);
    }

    private List<Path> files() {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
