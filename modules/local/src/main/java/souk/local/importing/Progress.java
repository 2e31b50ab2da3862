package souk.local.importing;

import java.io.PrintStream;

/** Shows on a terminal a bar that moves, and elsewhere a line now and then. */
public final class Progress {
    private static final int WIDTH = 30;
    private static final long EVERY_NANOS = 100_000_000;
    private static final long PLAIN_EVERY_NANOS = 5_000_000_000L;

    private final PrintStream out;
    private final boolean terminal;
    private long shownAt;
    private String last = "";

    public Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.shownAt = System.nanoTime() - PLAIN_EVERY_NANOS;
    }

    /** @param share from 0 to 1 */
    void show(String what, double share, String detail) {
        var now = System.nanoTime();
        if (now - shownAt < (terminal ? EVERY_NANOS : PLAIN_EVERY_NANOS)) {
            return;
        }
        shownAt = now;
        if (terminal) {
            var full = (int) Math.round(share * WIDTH);
            var line = "%-10s [%s%s] %3d %% %s"
                    .formatted(what, "#".repeat(full), ".".repeat(WIDTH - full), Math.round(share * 100), detail);
            out.print("\r" + line + " ".repeat(Math.max(0, last.length() - line.length())));
            out.flush();
            last = line;
        } else {
            out.printf("%s %d %% %s%n", what, Math.round(share * 100), detail);
        }
    }

    /** Makes room for what is said at the end. */
    void end() {
        if (terminal && !last.isEmpty()) {
            out.print("\r" + " ".repeat(last.length()) + "\r");
            out.flush();
        }
    }
}
