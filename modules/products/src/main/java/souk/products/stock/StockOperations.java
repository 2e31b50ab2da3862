package souk.products.stock;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import souk.products.change.ChangeNews;
import souk.products.grant.Viewer;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.contract.AskFate;
import souk.shared.contract.OrderFates;
import souk.shared.contract.OrderOperations;
import souk.shared.contract.ProductOperations;
import souk.shared.contract.StockReleased;
import souk.shared.sql.Batcher;
import souk.shared.sql.Database;

/** The stock of a running instance: its operations on the bus and its sweeper. */
public final class StockOperations {

    private static final Duration SWEEP_EVERY = Duration.ofSeconds(2);
    private static final Duration FATE_PATIENCE = Duration.ofMillis(2_500);
    private static final int HOLD_SECONDS = 10;

    private final Bus bus;
    private final Reserving reserving;
    private final Settling settling;
    private final Sweeper sweeper;

    private StockOperations(Bus bus, Reserving reserving, Settling settling, Sweeper sweeper) {
        this.bus = bus;
        this.reserving = reserving;
        this.settling = settling;
        this.sweeper = sweeper;
    }

    public static StockOperations over(Vertx vertx, Database database, Bus bus) {
        var reserving =
                new Reserving(vertx, new ReservationRepository(database, HOLD_SECONDS), Batcher.Limits.STANDARD);
        var settling = new Settling(database, new SettlementRepository(), new ChangeNews(vertx, bus)::products);
        var sweeper = new Sweeper(vertx, settling, orders -> fates(bus, orders));
        return new StockOperations(bus, reserving, settling, sweeper);
    }

    public Future<Void> serve() {
        return bus.serve(
                        ProductOperations.RESERVE,
                        (request, context) -> reserving.reserve(request, Viewer.of(context.caller())))
                .compose(done -> bus.serve(
                        ProductOperations.RELEASE,
                        (request, context) ->
                                settling.release(request.orderId()).map(StockReleased::new)))
                .compose(done -> bus.serve(ProductOperations.EVENTS, (request, context) -> settling.take(request)))
                .onSuccess(done -> sweeper.start(SWEEP_EVERY));
    }

    public void measure(MeterRegistry meters) {
        reserving.measure(meters);
    }

    public void stop() {
        sweeper.stop();
    }

    private static Future<OrderFates> fates(Bus bus, List<UUID> orders) {
        return bus.call(OrderOperations.FATE, new AskFate(orders), CallContext.onOwnBehalf(FATE_PATIENCE));
    }
}
