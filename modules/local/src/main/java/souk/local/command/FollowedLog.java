package souk.local.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import souk.local.data.LocalFailure;

/** A log that is read on from where it ended; one that became shorter was begun anew and is read from its start. */
final class FollowedLog {
    private static final int MOST = 1 << 20;

    private final Path log;
    private final String prefix;
    private long position;

    FollowedLog(Path log, String prefix) {
        this.log = log;
        this.prefix = prefix;
        this.position = log.toFile().length();
    }

    static String nameOf(Path log) {
        return log.getFileName().toString().replaceFirst("\\.log$", "");
    }

    /** Prints the whole lines that were added since the last call. */
    void printNew(PrintStream out) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            if (file.length() < position) {
                position = 0;
            }
            file.seek(position);
            var bytes = new byte[(int) Math.min(MOST, file.length() - position)];
            file.readFully(bytes);
            int end = lastLineBreak(bytes) + 1;
            position += end;
            new String(bytes, 0, end, StandardCharsets.UTF_8).lines().forEach(line -> out.println(prefix + line));
        } catch (IOException e) {
            throw new LocalFailure("cannot read " + log + ": " + e.getMessage(), e);
        }
    }

    private static int lastLineBreak(byte[] bytes) {
        int index = bytes.length - 1;
        while (index >= 0 && bytes[index] != '\n') {
            index--;
        }
        return index;
    }
}
