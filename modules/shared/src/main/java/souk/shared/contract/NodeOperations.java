package souk.shared.contract;

import java.time.Duration;
import souk.shared.bus.Operation;

/** What every node answers, whatever its service; asked of one node at a time. */
public final class NodeOperations {

    /** Shorter than the second within which the cluster is shown. */
    private static final Duration PATIENCE = Duration.ofMillis(800);

    public static final Operation<AskPing, Pong> PING =
            Operation.of("node.ping.v1", AskPing.class, Pong.class).withTries(PATIENCE, 1);

    public static final Operation<AskReport, NodeReport> REPORT =
            Operation.of("node.report.v1", AskReport.class, NodeReport.class).withTries(PATIENCE, 1);

    private NodeOperations() {}
}
