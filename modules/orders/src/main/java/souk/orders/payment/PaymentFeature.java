package souk.orders.payment;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import souk.orders.order.Moving;
import souk.shared.http.HttpApi;
import souk.shared.sql.Database;

/** The money of orders, put together. */
public final class PaymentFeature {

    private static final Duration RECONCILE_EVERY = Duration.ofSeconds(1);

    private final PaymentRoutes routes;
    private final Optional<Reconciling> reconciling;

    private PaymentFeature(PaymentRoutes routes, Optional<Reconciling> reconciling) {
        this.routes = routes;
        this.reconciling = reconciling;
    }

    /** The use cases and what they keep. */
    record Parts(PaymentRepository payments, RefundRepository refunds, Paying paying, Refunding refunding) {}

    /**
     * What payments need of their surroundings.
     *
     * @param lease for how long an instance has its calls to the provider to itself
     * @param published called after a commit that has put events into the outbox
     */
    public record Surroundings(Vertx vertx, Database database, Moving moving, Duration lease, Runnable published) {}

    /** @param provider none where payments are received elsewhere and only recorded */
    public static PaymentFeature over(Surroundings around, Optional<PaymentProvider> provider) {
        var database = around.database();
        var payments = new PaymentRepository(database, around.lease());
        var refunds = new RefundRepository(database, around.lease());
        var paying = new Paying(around, payments, provider);
        var refunding = new Refunding(around, payments, refunds, provider);
        var parts = new Parts(payments, refunds, paying, refunding);
        provider.ifPresent(tells -> tells.listen(paying::told));
        return new PaymentFeature(
                new PaymentRoutes(parts, database, around.published()),
                provider.map(known -> new Reconciling(around.vertx(), parts)));
    }

    public void mount(HttpApi api) {
        routes.mount(api);
    }

    /** Begins to look after what is left open, if there is a provider to ask. */
    public void start() {
        reconciling.ifPresent(open -> open.start(RECONCILE_EVERY));
    }

    public void stop() {
        reconciling.ifPresent(Reconciling::stop);
    }

    /** Of a feature with a provider. */
    public Reconciling reconciling() {
        return reconciling.orElseThrow();
    }
}
