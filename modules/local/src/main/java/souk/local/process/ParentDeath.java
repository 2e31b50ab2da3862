package souk.local.process;

import java.util.ArrayList;
import java.util.List;

/** Ties a child's life to ours by the kernel, where the kernel can: Linux with the setpriv and setsid of util-linux. */
final class ParentDeath {
    private final boolean byKernel = Probe.succeeds("setpriv", "--pdeathsig", "KILL", "setsid", "true");

    /** False where a {@link Watchdog} has to do it. */
    boolean byKernel() {
        return byKernel;
    }

    /**
     * The command with its ties. A session of its own keeps the terminal's Ctrl-C away. The wrapper stands before
     * setpriv because a change of user clears the tie.
     */
    List<String> tie(LaunchSpec spec) {
        var line = new ArrayList<String>();
        if (byKernel) {
            line.add("setsid");
        }
        line.addAll(spec.wrapper());
        if (byKernel) {
            line.addAll(List.of("setpriv", "--pdeathsig", spec.whenOrphaned().name()));
        }
        line.addAll(spec.command());
        return line;
    }
}
