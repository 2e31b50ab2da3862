package souk.products.audit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import souk.shared.bus.Bus;
import souk.shared.contract.ProductOperations;
import souk.shared.sql.Database;
import souk.shared.sql.DatabaseConfig;
import souk.shared.sql.DatabaseLimits;

/** Answers those who compare orders with their reservations. It has connections of its own, so that nobody waits for it. */
public final class AuditOperations {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LARGEST_PAGE = 500;

    private final Database database;
    private final AuditRepository audit;
    private final Equations equations;

    public static AuditOperations over(Vertx vertx, DatabaseConfig config) {
        return new AuditOperations(Database.open(vertx, config.withLimits(DatabaseLimits.STANDARD.withWork(PATIENCE))));
    }

    private AuditOperations(Database database) {
        this.database = database;
        this.audit = new AuditRepository(database);
        this.equations = new Equations(audit);
    }

    public Future<Void> serve(Bus bus) {
        return bus.serve(
                        ProductOperations.RESERVATIONS,
                        (asked, context) -> asked.orderIds() == null
                                ? audit.page(asked.from(), asked.before(), Math.min(asked.limit(), LARGEST_PAGE))
                                : audit.ofOrders(asked.orderIds()))
                .compose(served -> bus.serve(
                        ProductOperations.EQUATIONS,
                        (asked, context) -> equations.told(Duration.ofMillis(asked.maxAgeMillis()))));
    }

    public Future<Void> close() {
        return database.close();
    }
}
