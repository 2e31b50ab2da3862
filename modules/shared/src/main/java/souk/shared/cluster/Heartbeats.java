package souk.shared.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.function.UnaryOperator;
import souk.shared.json.WireJson;

/** Publishes what this instance is and listens to what the others are, over the bus that the calls take too. */
final class Heartbeats {

    static final String ADDRESS = "souk.node.heartbeat";
    static final long INTERVAL_MILLIS = 500;

    private static final long WATCH_MILLIS = 250;

    private final Vertx vertx;
    private final Directory directory;
    private Member self;
    private NodeState state = NodeState.STARTING;
    private long lastWatch;

    Heartbeats(Vertx vertx, Directory directory, Member self) {
        this.vertx = vertx;
        this.directory = directory;
        this.self = self;
    }

    Future<Void> start() {
        lastWatch = System.nanoTime();
        return vertx.eventBus()
                .<Buffer>consumer(ADDRESS, message -> hear(WireJson.read(message.body(), Heartbeat.class)))
                .completion()
                .onSuccess(listening -> {
                    publish(true);
                    vertx.setPeriodic(INTERVAL_MILLIS, tick -> publish(false));
                    vertx.setPeriodic(WATCH_MILLIS, tick -> watch());
                });
    }

    /** Says at once, not only with the next beat, what has changed about this instance. */
    synchronized void announce(UnaryOperator<Member> change, NodeState now) {
        self = change.apply(self);
        state = now;
        publish(false);
    }

    synchronized NodeState state() {
        return state;
    }

    private synchronized void publish(boolean hello) {
        vertx.eventBus().publish(ADDRESS, WireJson.write(new Heartbeat(self, state, hello)));
    }

    private void hear(Heartbeat heartbeat) {
        var member = heartbeat.member();
        directory.heard(member, heartbeat.state());
        if (heartbeat.hello() && !member.nodeId().equals(directory.ownNodeId())) {
            publish(false);
        }
    }

    private void watch() {
        var now = System.nanoTime();
        var late = Duration.ofNanos(now - lastWatch).minusMillis(2 * WATCH_MILLIS);
        lastWatch = now;
        directory.suspectTheSilent(late.isNegative() ? Duration.ZERO : late);
    }
}
