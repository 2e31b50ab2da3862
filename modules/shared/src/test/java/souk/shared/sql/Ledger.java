package souk.shared.sql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import souk.shared.config.Settings;
import souk.testing.TestDatabase;

/** A small migrated database for the tests of this package. */
final class Ledger implements AutoCloseable {

    final Vertx vertx = Vertx.vertx();
    final TestDatabase database;
    final DatabaseConfig config;

    private Ledger(TestDatabase database) {
        this.database = database;
        this.config = configOf(database);
        await(Migrations.run(vertx, config));
    }

    static Ledger create() {
        return new Ledger(TestDatabase.create());
    }

    static Ledger on(TestDatabase database) {
        return new Ledger(database);
    }

    static DatabaseConfig configOf(TestDatabase database) {
        var settings = Settings.of(database::setting);
        var config = DatabaseConfig.from(settings, "ledger");
        settings.verify();
        return config;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException never) {
            throw new AssertionError("no answer within 20 s", never);
        }
    }

    /** What the future failed with; an error of the test if it did not. */
    static Throwable failureOf(Future<?> future) {
        return await(future.transform(result -> result.failed()
                ? Future.succeededFuture(result.cause())
                : Future.failedFuture(new AssertionError("expected a failure, got " + result.result()))));
    }

    @Override
    public void close() {
        await(vertx.close());
        database.close();
    }
}
