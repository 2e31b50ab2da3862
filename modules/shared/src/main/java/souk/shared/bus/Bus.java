package souk.shared.bus;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import souk.shared.cluster.Directory;
import souk.shared.config.NodeConfig;
import souk.shared.resilience.Breakers;
import souk.shared.security.CallerSeal;

/** Typed request and reply between services, and news. */
public interface Bus {

    /** All services on one Vert.x, for tests and tools; calls are sealed and encoded as in a cluster. */
    static Bus local(Vertx vertx) {
        return new LocalBus(vertx);
    }

    /** The caller chooses the instance that answers; see {@link ClusteredBus}. */
    static Bus clustered(
            Vertx vertx, Directory directory, CallerSeal seal, MeterRegistry meters, NodeConfig.Resilience resilience) {
        return new ClusteredBus(vertx, directory, seal, meters, resilience);
    }

    /**
     * Fails with the other side's {@link souk.shared.problem.Refusal} or with {@link souk.shared.problem.Trouble} (no
     * answer in time, nobody there, a defect over there), never with anything else. After trouble nothing is known about
     * the effect: repeat the same call.
     */
    <Q, A> Future<A> call(Operation<Q, A> operation, Q request, CallContext context);

    /**
     * As {@link #call}, of this one instance and no other, whatever is thought of it; one try.
     *
     * @param nodeId of the instance
     */
    <Q, A> Future<A> callAt(String nodeId, Operation<Q, A> operation, Q request, CallContext context);

    /** Completes when the whole cluster can reach this instance. */
    <Q, A> Future<Void> serve(Operation<Q, A> operation, OperationHandler<Q, A> handler);

    /** To all who have subscribed, on all nodes; best effort, see {@link Topic}. Never fails. */
    <T> void publish(Topic<T> topic, T news);

    /**
     * Completes when the whole cluster can reach this listener. It is called on the context from which this was called,
     * and must not block.
     */
    <T> Future<Void> subscribe(Topic<T> topic, Consumer<T> listener);

    /** Those of this process: one for each operation that it has called, by its address. */
    Breakers breakers();

    /** Takes no more calls and hears no more news; completes when the calls under way are answered. */
    Future<Void> unregister();
}
