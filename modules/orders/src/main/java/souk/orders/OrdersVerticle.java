package souk.orders;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.Optional;
import souk.orders.checkout.BusProducts;
import souk.orders.checkout.CheckoutFeature;
import souk.orders.consistency.ConsistencyRoutes;
import souk.orders.order.Expiring;
import souk.orders.order.OrderFeature;
import souk.orders.payment.PaymentFeature;
import souk.orders.payment.PaymentProvider;
import souk.orders.payment.SimulatedProvider;
import souk.orders.sales.SalesRoutes;
import souk.shared.config.LiveKeys;
import souk.shared.http.HttpApi;
import souk.shared.outbox.OutboxRelay;
import souk.shared.runtime.ServiceContext;
import souk.shared.sql.Database;
import souk.shared.sql.Housekeeping;
import souk.shared.sql.Migrations;
import souk.shared.sql.RequestKeys;

/** The orders service: places orders, takes them through their life, and tells products and the world about them. */
public final class OrdersVerticle extends VerticleBase {

    private static final Duration PAYMENT_LEASE = Duration.ofSeconds(6);
    private static final Duration SIMULATED_DELAY = Duration.ofSeconds(5);
    private static final Duration EXPIRE_EVERY = Duration.ofSeconds(10);

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
        var checkout = CheckoutFeature.over(
                vertx,
                database,
                new BusProducts(service.bus()),
                relay::wake,
                () -> service.live().flag(LiveKeys.ORDER_PLACING));
        checkout.measure(service.meters());
        checkout.mount(api);
        orders.mount(api);
        payments(database, orders, relay).mount(api);
        new SalesRoutes(database).mount(api);
        ConsistencyRoutes.over(vertx, database, service.bus()).mount(api);
        service.health().check("database", database::check);
        service.onStop("database", database::close);
        service.onStop("outbox relay", relay::close);
        return orders.serve(service.bus())
                .onSuccess(done -> relay.start())
                .onSuccess(done -> expire(database, relay))
                .compose(done -> service.serveHttp(api.router()))
                .onSuccess(listening -> new Housekeeping(vertx).requestKeys(new RequestKeys(database)));
    }

    private PaymentFeature payments(Database database, OrderFeature orders, OutboxRelay relay) {
        var around = new PaymentFeature.Surroundings(vertx, database, orders.moving(), PAYMENT_LEASE, relay::wake);
        var provider = switch (config.payments()) {
            case NONE -> Optional.<PaymentProvider>empty();
            case SIMULATED -> Optional.<PaymentProvider>of(new SimulatedProvider(vertx, database, SIMULATED_DELAY));
        };
        var payments = PaymentFeature.over(around, provider);
        service.onStop("payments", () -> {
            payments.stop();
            return Future.succeededFuture();
        });
        payments.start();
        return payments;
    }

    private void expire(Database database, OutboxRelay relay) {
        config.expiry().ifPresent(age -> {
            var expiring = new Expiring(vertx, database, age, relay::wake);
            service.onStop("expiry", () -> {
                expiring.stop();
                return Future.succeededFuture();
            });
            expiring.start(EXPIRE_EVERY);
        });
    }
}
