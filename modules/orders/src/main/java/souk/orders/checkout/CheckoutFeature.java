package souk.orders.checkout;

import io.vertx.core.Vertx;
import souk.shared.http.HttpApi;
import souk.shared.sql.Database;

/** Placing orders, put together. */
public final class CheckoutFeature {

    private final CheckoutRoutes routes;

    private CheckoutFeature(CheckoutRoutes routes) {
        this.routes = routes;
    }

    /** @param published called after a commit that has put events into the outbox */
    public static CheckoutFeature over(Vertx vertx, Database database, Products products, Runnable published) {
        var placements = new PlacementRepository(database);
        var known = new KnownAnswers(vertx, placements);
        var placing = new Placing(vertx, placements, published);
        return new CheckoutFeature(new CheckoutRoutes(new Checkout(placements, known, products, placing)));
    }

    public void mount(HttpApi api) {
        routes.mount(api);
    }
}
