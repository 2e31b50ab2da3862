package souk.orders;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import souk.orders.checkout.BusProducts;
import souk.orders.checkout.CheckoutFeature;
import souk.orders.consistency.ConsistencyRoutes;
import souk.orders.order.OrderFeature;
import souk.orders.sales.SalesRoutes;
import souk.shared.http.HttpApi;
import souk.shared.outbox.OutboxRelay;
import souk.shared.runtime.ServiceContext;
import souk.shared.sql.Database;
import souk.shared.sql.Housekeeping;
import souk.shared.sql.Migrations;
import souk.shared.sql.RequestKeys;

/** The orders service: places, shows and cancels orders, and tells products and the world about them. */
public final class OrdersVerticle extends VerticleBase {

    private final OrdersConfig config;
    private final ServiceContext service;

    public OrdersVerticle(OrdersConfig config, ServiceContext service) {
        this.config = config;
        this.service = service;
    }

    @Override
    public Future<?> start() {
        return service.step("the schema", () -> Migrations.run(vertx, config.database()))
                .compose(done -> service.startApi())
                .compose(this::serve);
    }

    private Future<?> serve(HttpApi api) {
        var database = Database.open(vertx, config.database());
        var relay = new OutboxRelay(
                vertx,
                database,
                service.node().instance(),
                new ProductsSink(service.bus()),
                OutboxRelay.Settings.STANDARD);
        var orders = OrderFeature.over(database, service.bus(), relay::wake);
        var checkout = CheckoutFeature.over(vertx, database, new BusProducts(service.bus()), relay::wake);
        checkout.mount(api);
        orders.mount(api);
        new SalesRoutes(database).mount(api);
        ConsistencyRoutes.over(vertx, database, service.bus()).mount(api);
        service.health().check("database", database::check);
        service.onStop("database", database::close);
        service.onStop("outbox relay", relay::close);
        return orders.serve(service.bus())
                .onSuccess(done -> relay.start())
                .compose(done -> service.serveHttp(api.router()))
                .onSuccess(listening -> new Housekeeping(vertx).requestKeys(new RequestKeys(database)));
    }
}
