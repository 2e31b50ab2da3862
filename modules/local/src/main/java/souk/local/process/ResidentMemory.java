package souk.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The memory that a process has in RAM, in bytes. */
public final class ResidentMemory {
    private ResidentMemory() {}

    /** Empty when the process is gone. */
    public static OptionalLong of(long pid) {
        var status = Path.of("/proc", Long.toString(pid), "status");
        try {
            return Files.isDirectory(Path.of("/proc/self")) ? fromProc(status) : fromPs(pid);
        } catch (IOException gone) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong fromProc(Path status) throws IOException {
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst();
    }

    private static OptionalLong fromPs(long pid) throws IOException {
        var process = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        var kilobytes = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return kilobytes.isEmpty() ? OptionalLong.empty() : OptionalLong.of(1024 * Long.parseLong(kilobytes));
    }
}
