package souk.local.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Finds out what this machine can do by doing it once. */
public final class Probe {
    private Probe() {}

    /** Whether the command is there and ends with exit code 0 within 5 s. */
    public static boolean succeeds(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notHere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
