package souk.checking;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.bus.Operation;
import souk.shared.bus.OperationHandler;
import souk.shared.bus.Topic;
import souk.shared.contract.ProductOperations;
import souk.shared.resilience.Breakers;

/**
 * An instance of orders on a Vert.x of its own, which dies in the middle of an order: its server, its connections and
 * its timers are gone at once, and whatever it waited for never comes.
 */
final class MortalOrders implements AutoCloseable {

    /** Where it dies. */
    enum Step {
        NEVER,
        /** The key was looked up, nothing is reserved. */
        BEFORE_RESERVING,
        /** Products have committed; their answer is lost. */
        BEFORE_THE_ANSWER_OF_PRODUCTS,
        /** The order is committed; nobody was told, neither the client nor products. */
        BEFORE_TELLING_ANYBODY
    }

    final String url;
    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Void> dead = new CompletableFuture<>();

    MortalOrders(ShopInside shop, Step step) {
        url = shop.startOrders(vertx, new MortalBus(shop.bus(), step));
    }

    /** Returns when it is dead. */
    void awaitDeath() {
        dead.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        ShopInside.await(vertx.close());
    }

    private <T> Future<T> die(Bus bus) {
        bus.unregister().compose(gone -> vertx.close()).onComplete(closed -> dead.complete(null));
        return Promise.<T>promise().future();
    }

    /** Answers come on the context that asked, as they do from another process. */
    private final class MortalBus implements Bus {
        private final Bus bus;
        private final Step step;

        MortalBus(Bus bus, Step step) {
            this.bus = bus;
            this.step = step;
        }

        @Override
        public <Q, A> Future<A> call(Operation<Q, A> operation, Q request, CallContext context) {
            var reserves = operation.equals(ProductOperations.RESERVE);
            var tells = operation.equals(ProductOperations.EVENTS);
            if (step == Step.BEFORE_RESERVING && reserves || step == Step.BEFORE_TELLING_ANYBODY && tells) {
                return die(bus);
            }
            var asking = vertx.getOrCreateContext();
            var answer = bus.call(operation, request, context);
            return step == Step.BEFORE_THE_ANSWER_OF_PRODUCTS && reserves
                    ? answer.transform(lost -> die(bus))
                    : on(asking, answer);
        }

        @Override
        public <Q, A> Future<A> callAt(String nodeId, Operation<Q, A> operation, Q request, CallContext context) {
            return on(vertx.getOrCreateContext(), bus.callAt(nodeId, operation, request, context));
        }

        @Override
        public <Q, A> Future<Void> serve(Operation<Q, A> operation, OperationHandler<Q, A> handler) {
            var serving = vertx.getOrCreateContext();
            return bus.serve(operation, (request, context) -> {
                var answer = Promise.<A>promise();
                serving.runOnContext(asked -> handler.handle(request, context).onComplete(answer));
                return answer.future();
            });
        }

        @Override
        public <T> void publish(Topic<T> topic, T news) {
            bus.publish(topic, news);
        }

        @Override
        public <T> Future<Void> subscribe(Topic<T> topic, Consumer<T> listener) {
            return bus.subscribe(topic, listener);
        }

        @Override
        public Breakers breakers() {
            return bus.breakers();
        }

        @Override
        public Future<Void> unregister() {
            return bus.unregister();
        }

        private <T> Future<T> on(Context context, Future<T> answer) {
            var here = Promise.<T>promise();
            answer.onComplete(come -> context.runOnContext(back -> here.handle(come)));
            return here.future();
        }
    }
}
