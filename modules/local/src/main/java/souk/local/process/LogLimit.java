package souk.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;

/**
 * Keeps the logs small: one that grew over the limit becomes {@code NAME.log.1} and starts anew. The writers keep their
 * descriptors (they append), so a line written in between may be lost.
 */
public final class LogLimit {
    private final Path directory;
    private final long bytes;

    public LogLimit(Path directory, long bytes) {
        this.directory = directory;
        this.bytes = bytes;
    }

    /** @param names the logs meant, by file name */
    public void enforceOn(Predicate<String> names) {
        try (var logs = Files.newDirectoryStream(directory, "*.log")) {
            for (var log : logs) {
                if (names.test(log.getFileName().toString()) && Files.size(log) > bytes) {
                    turn(log);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot shorten the logs in " + directory, e);
        }
    }

    private static void turn(Path log) throws IOException {
        Files.copy(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }
}
