package souk.products.catalog;

import io.vertx.core.Vertx;
import java.time.Duration;
import souk.shared.config.Settings;
import souk.shared.sql.Database;
import souk.shared.sql.DatabaseConfig;
import souk.shared.sql.DatabaseLimits;
import souk.shared.sql.Migrations;
import souk.testing.TestDatabase;

/** The database of the catalogue with longer limits. */
final class PatientDatabase {

    /** These tests are about what is right, on however busy a machine. */
    private static final DatabaseLimits PATIENT = new DatabaseLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(9),
            Duration.ofSeconds(8),
            Duration.ofSeconds(20),
            100);

    private PatientDatabase() {}

    /** With the tables of the service. */
    static Database open(Vertx vertx, TestDatabase database) {
        var settings = Settings.of(database::setting);
        var config = DatabaseConfig.from(settings, "products").withLimits(PATIENT);
        settings.verify();
        Shop.await(Migrations.run(vertx, config));
        return Database.open(vertx, config);
    }
}
