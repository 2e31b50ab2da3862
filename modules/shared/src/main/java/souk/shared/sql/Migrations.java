package souk.shared.sql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the schema of a service up to date from {@code db/<service>/V*.sql} on the class path, as the role that owns
 * it; {@code ${app_role}} in a file is the role that the service works as. Several instances may start at once: one
 * migrates, the others wait for it.
 */
public final class Migrations {

    private static final Logger LOG = LogManager.getLogger(Migrations.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 250;

    private final Vertx vertx;
    private final DatabaseConfig config;
    private final long giveUpAt;

    private Migrations(Vertx vertx, DatabaseConfig config, Duration patience) {
        this.vertx = vertx;
        this.config = config;
        this.giveUpAt = System.nanoTime() + patience.toNanos();
    }

    /**
     * Waits up to 30 s for a database that is not there yet; any other failure is final at once. Fails with
     * {@link MigrationFailed}. Gives the number of migrations applied.
     */
    public static Future<Integer> run(Vertx vertx, DatabaseConfig config) {
        return run(vertx, config, PATIENCE);
    }

    static Future<Integer> run(Vertx vertx, DatabaseConfig config, Duration patience) {
        return new Migrations(vertx, config, patience).attempt();
    }

    private Future<Integer> attempt() {
        return vertx.executeBlocking(this::migrate, false).recover(error -> {
            if (isAway(error) && System.nanoTime() < giveUpAt) {
                return vertx.timer(PAUSE_MILLIS).compose(rested -> attempt());
            }
            return Future.failedFuture(new MigrationFailed(config, error));
        });
    }

    private int migrate() {
        var applied = Flyway.configure()
                .dataSource(jdbcUrl(), config.owner(), config.ownerPassword().value())
                .locations("classpath:db/" + config.service())
                .placeholders(Map.of("app_role", "\"" + config.user() + "\""))
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .cleanDisabled(true)
                .loggers("slf4j")
                .load()
                .migrate()
                .migrationsExecuted;
        if (applied > 0) {
            LOG.info("event=migrated service={} migrations={}", config.service(), applied);
        }
        return applied;
    }

    private String jdbcUrl() {
        return config.jdbcUrl() + "?connectTimeout=2&loginTimeout=2&socketTimeout=60&ApplicationName="
                + config.instance() + "-migrations";
    }

    /** Not reachable (08…), starting or stopping (57P…), or the database itself is yet to be created (3D000). */
    private static boolean isAway(Throwable error) {
        for (var cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                var state = sql.getSQLState();
                return state.startsWith("08") || state.startsWith("57P") || state.equals("3D000");
            }
        }
        return false;
    }

    /** The schema is not what this release needs; the service cannot start. */
    public static final class MigrationFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        MigrationFailed(DatabaseConfig config, Throwable cause) {
            super(
                    "The schema of " + config.service() + " at " + config.host() + ":" + config.port() + "/"
                            + config.database() + " could not be migrated: " + reason(cause),
                    cause);
        }

        private static String reason(Throwable error) {
            var last = error;
            while (last instanceof FlywayException && last.getCause() != null) {
                last = last.getCause();
            }
            return last.getMessage();
        }
    }
}
