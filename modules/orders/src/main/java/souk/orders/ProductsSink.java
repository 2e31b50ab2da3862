package souk.orders;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.contract.EventBatch;
import souk.shared.contract.OrderEvents;
import souk.shared.contract.ProductOperations;
import souk.shared.outbox.Event;
import souk.shared.outbox.EventSink;

/** Takes what happened to orders to the products service. */
record ProductsSink(Bus bus) implements EventSink {

    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    @Override
    public Future<Void> deliver(List<Event> events) {
        return bus.call(ProductOperations.EVENTS, new EventBatch(slim(events)), CallContext.onOwnBehalf(PATIENCE))
                .mapEmpty();
    }

    /** That an order was placed is all that products needs to know of it: it has the lines. */
    private static List<Event> slim(List<Event> events) {
        return events.stream()
                .map(event -> event.type().equals(OrderEvents.PLACED) ? event.withoutPayload() : event)
                .toList();
    }
}
