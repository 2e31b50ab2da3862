package souk.orders.checkout;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;
import souk.shared.http.HttpApi;
import souk.shared.sql.Database;

/** Placing orders, put together. */
public final class CheckoutFeature {

    private final CheckoutRoutes routes;
    private final KnownAnswers known;
    private final Placing placing;

    private CheckoutFeature(CheckoutRoutes routes, KnownAnswers known, Placing placing) {
        this.routes = routes;
        this.known = known;
        this.placing = placing;
    }

    /**
     * @param published called after a commit that has put events into the outbox
     * @param open whether orders are taken
     */
    public static CheckoutFeature over(
            Vertx vertx, Database database, Products products, Runnable published, BooleanSupplier open) {
        var placements = new PlacementRepository(database);
        var known = new KnownAnswers(vertx, placements);
        var placing = new Placing(vertx, placements, published);
        var routes = new CheckoutRoutes(new Checkout(placements, known, products, placing, open));
        return new CheckoutFeature(routes, known, placing);
    }

    public void measure(MeterRegistry meters) {
        known.measure(meters);
        placing.measure(meters);
    }

    public void mount(HttpApi api) {
        routes.mount(api);
    }
}
