package souk.shared.runtime;

import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import souk.shared.contract.NodeOperations;
import souk.shared.contract.NodeReport;
import souk.shared.contract.Pong;

/** Answers whoever asks this node how it is. */
final class NodeReporting {

    /** A health check that takes longer is down in a report, and partitions are not safe. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Vertx vertx;
    private final HazelcastInstance hazelcast;
    private final Lifecycle lifecycle;
    private final ServiceContext service;
    private final PartitionSafety safety;

    NodeReporting(Vertx vertx, HazelcastInstance hazelcast, Lifecycle lifecycle, ServiceContext service) {
        this.vertx = vertx;
        this.hazelcast = hazelcast;
        this.lifecycle = lifecycle;
        this.service = service;
        this.safety = new PartitionSafety(() -> hazelcast.getPartitionService().isLocalMemberSafe());
    }

    Future<Void> serve() {
        return service.bus()
                .serve(NodeOperations.PING, (ask, context) -> Future.succeededFuture(new Pong()))
                .compose(served -> service.bus()
                        .serve(NodeOperations.REPORT, (ask, context) -> vertx.executeBlocking(this::report, false)));
    }

    private NodeReport report() {
        var checks = lifecycle.checks(PATIENCE);
        return new NodeReport(
                service.directory().ownNodeId(),
                version(),
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime()),
                checks.values().stream().allMatch(up -> up),
                checks,
                safety.isSafe(PATIENCE),
                hazelcast.getCluster().getMembers().size(),
                service.live().revision(),
                service.reports().all());
    }

    private static String version() {
        return Optional.ofNullable(NodeReporting.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }
}
