package souk.shared.sql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import souk.shared.config.Settings;
import souk.testing.TestDatabase;

/** A small migrated database for tests. */
public final class Ledger implements AutoCloseable {

    /** For tests that are not about time and may run on a machine that has little of it. */
    private static final DatabaseLimits PATIENT = new DatabaseLimits(
            Duration.ofSeconds(8),
            Duration.ofSeconds(8),
            Duration.ofSeconds(7),
            Duration.ofMillis(800),
            Duration.ofSeconds(15),
            1_000);

    public final Vertx vertx = Vertx.vertx();
    public final TestDatabase database;
    public final DatabaseConfig config;

    private Ledger(TestDatabase database) {
        this.database = database;
        this.config = configOf(database).withLimits(PATIENT);
        await(Migrations.run(vertx, config));
    }

    public static Ledger create() {
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

    public static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException never) {
            throw new AssertionError("no answer within 20 s", never);
        }
    }

    /** What the future failed with; an error of the test if it did not. */
    public static Throwable failureOf(Future<?> future) {
        return await(future.transform(result -> result.failed()
                ? Future.succeededFuture(result.cause())
                : Future.failedFuture(new AssertionError("expected a failure, got " + result.result()))));
    }

    /** The same database behind a proxy. */
    public DatabaseConfig through(int proxyPort) {
        return configOf(database.through(proxyPort)).withLimits(PATIENT);
    }

    /** Creates the tables of {@code db/fragments/<name>.sql}. */
    public void apply(String name) {
        try (var fragment = Ledger.class.getResourceAsStream("/db/fragments/" + name + ".sql")) {
            var sql = new String(fragment.readAllBytes(), StandardCharsets.UTF_8);
            database.execute(sql.replace("${app_role}", config.user()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
        database.close();
    }
}
