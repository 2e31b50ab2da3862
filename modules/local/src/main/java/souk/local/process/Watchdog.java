package souk.local.process;

import java.io.IOException;
import java.nio.file.Path;
import souk.local.data.LocalFailure;

/**
 * A shell that kills the registered children when the pipe from this process closes, which the kernel does however
 * this process ends. It takes the place of the parent-death signal where there is none.
 */
final class Watchdog {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            cat >/dev/null
            sed -n 's/.*"pid" : \\([0-9]*\\).*/\\1/p' "$0" | while read -r pid; do kill -KILL "$pid"; done
            """;

    private Watchdog() {}

    static Process start(Path register) {
        try {
            return new ProcessBuilder("sh", "-c", SCRIPT, register.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new LocalFailure("cannot start the watchdog: " + e.getMessage(), e);
        }
    }
}
