package souk.shared.bus;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import souk.shared.cluster.Directory;
import souk.shared.json.WireJson;
import souk.shared.problem.Trouble;
import souk.shared.resilience.Breakers;
import souk.shared.security.CallerSeal;

/** The bus of one process: same messages, nobody to choose among. */
final class LocalBus implements Bus {

    private static final CallerSeal SEAL = new CallerSeal("one process".getBytes(StandardCharsets.UTF_8));

    private final Vertx vertx;
    private final Wire wire = new Wire(SEAL);
    private final Gate gate = new Gate();
    private final Serving serving;
    private final Announcing announcing;
    private final Breakers breakers;

    LocalBus(Vertx vertx) {
        this.vertx = vertx;
        this.serving = new Serving(vertx, wire, BusMetrics.none());
        this.announcing = new Announcing(vertx, SEAL, BusMetrics.none());
        this.breakers = Breakers.standard(vertx, new CompositeMeterRegistry());
    }

    @Override
    public <Q, A> Future<A> call(Operation<Q, A> operation, Q request, CallContext context) {
        var address = operation.address();
        if (context.deadline().passed()) {
            return Future.failedFuture(Trouble.because(address + ": no time left"));
        }
        if (!gate.enter(address)) {
            return Future.failedFuture(Trouble.busy(address + ": too many calls in flight"));
        }
        return vertx.eventBus()
                .<Buffer>request(
                        address,
                        WireJson.write(request),
                        wire.request(
                                address,
                                context,
                                operation.patience(context.deadline().left(), 1)))
                .map(message -> Wire.read(Wire.reply(message), operation.answer()))
                .recover(failure -> Future.failedFuture(Outcome.promised(address, failure)))
                .onComplete(done -> gate.leave(address));
    }

    /** There is one instance of everything here, and its name is that of {@link Directory#fixed}. */
    @Override
    public <Q, A> Future<A> callAt(String nodeId, Operation<Q, A> operation, Q request, CallContext context) {
        return nodeId.equals(Directory.LOCAL)
                ? call(operation, request, context)
                : wire.callAt(vertx, nodeId, operation, request, context);
    }

    @Override
    public <Q, A> Future<Void> serve(Operation<Q, A> operation, OperationHandler<Q, A> handler) {
        return serving.serve(operation.address(), operation, handler);
    }

    @Override
    public <T> void publish(Topic<T> topic, T news) {
        announcing.publish(topic, news);
    }

    @Override
    public <T> Future<Void> subscribe(Topic<T> topic, Consumer<T> listener) {
        return announcing.subscribe(topic, listener);
    }

    @Override
    public Breakers breakers() {
        return breakers;
    }

    @Override
    public Future<Void> unregister() {
        return Future.join(announcing.unregister(), serving.unregister()).mapEmpty();
    }
}
