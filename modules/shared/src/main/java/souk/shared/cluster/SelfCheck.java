package souk.shared.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Finds out whether this node is still part of the conversation: it must hear its own heartbeats and get an answer from
 * a peer that it hears. Registrations of the event bus can get lost when members come and go quickly, and then a node
 * looks alive to everybody but is not. One silent peer proves nothing, for it may be the peer that is stuck.
 */
final class SelfCheck {

    static final int MISSES_TO_BE_CUT_OFF = 3;

    private static final Logger LOG = LogManager.getLogger(SelfCheck.class);
    private static final String ADDRESS = "souk.node.ping@";
    private static final long ANSWER_MILLIS = 1_000;
    private static final Duration TOLERATED_LATENESS = Duration.ofMillis(500);

    private final Vertx vertx;
    private final Directory directory;
    private final BooleanSupplier clusterRuns;
    private final Limits limits;
    private final Runnable cutOff;
    private int misses;
    private int turn;
    private long firstMiss;

    /**
     * @param interval between two rounds
     * @param patience how long this node may stay cut off
     */
    record Limits(Duration interval, Duration patience) {

        static final Limits STANDARD = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(30));
    }

    /**
     * @param clusterRuns whether the cluster manager of this process is there at all
     * @param cutOff called when this node has been cut off for too long
     */
    SelfCheck(Vertx vertx, Directory directory, BooleanSupplier clusterRuns, Limits limits, Runnable cutOff) {
        this.vertx = vertx;
        this.directory = directory;
        this.clusterRuns = clusterRuns;
        this.limits = limits;
        this.cutOff = cutOff;
    }

    Future<Void> start() {
        return vertx.eventBus()
                .<Buffer>consumer(ADDRESS + directory.ownNodeId(), ping -> ping.reply(Buffer.buffer()))
                .completion()
                .onSuccess(listening -> next());
    }

    synchronized boolean isConnected() {
        return misses < MISSES_TO_BE_CUT_OFF;
    }

    /**
     * One after the other: after a long sleep there must not be a volley of rounds that all miss. A round that comes late
     * is left out, because a process that gets no time of the processor cannot tell whether the others are silent.
     */
    private void next() {
        var due = System.nanoTime() + limits.interval.toNanos();
        vertx.setTimer(limits.interval.toMillis(), tick -> {
            var late = System.nanoTime() - due > TOLERATED_LATENESS.toNanos();
            (late ? Future.<Void>succeededFuture() : round()).onComplete(done -> next());
        });
    }

    private Future<Void> round() {
        if (!clusterRuns.getAsBoolean()) {
            return missed("the cluster manager has stopped");
        }
        if (directory.isSuspect(directory.ownNodeId())) {
            return missed("own heartbeats do not arrive");
        }
        var peers = directory.present().stream()
                .filter(nodeId -> !nodeId.equals(directory.ownNodeId()))
                .sorted()
                .toList();
        var audible =
                peers.stream().filter(nodeId -> !directory.isSuspect(nodeId)).toList();
        if (!audible.isEmpty()) {
            return ask(audible);
        }
        return peers.size() > 1 ? missed("no peer is heard") : connected();
    }

    private Future<Void> ask(List<String> peers) {
        var peer = peers.get(Math.floorMod(turn++, peers.size()));
        return vertx.eventBus()
                .request(ADDRESS + peer, Buffer.buffer(), new DeliveryOptions().setSendTimeout(ANSWER_MILLIS))
                .transform(pong -> pong.succeeded() ? connected() : missed("peer " + peer + " does not answer"));
    }

    private synchronized Future<Void> connected() {
        if (!isConnected()) {
            LOG.info("event=connected-again misses={}", misses);
        }
        misses = 0;
        return Future.succeededFuture();
    }

    private synchronized Future<Void> missed(String reason) {
        if (misses == 0) {
            firstMiss = System.nanoTime();
        }
        misses++;
        LOG.warn("event=self-check-missed misses={} reason=\"{}\"", misses, reason);
        if (!isConnected() && System.nanoTime() - firstMiss >= limits.patience.toNanos()) {
            cutOff.run();
        }
        return Future.succeededFuture();
    }
}
