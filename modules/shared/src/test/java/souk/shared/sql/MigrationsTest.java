package souk.shared.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.shared.sql.Ledger.await;
import static souk.shared.sql.Ledger.failureOf;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import souk.shared.config.Secret;
import souk.testing.FaultProxy;
import souk.testing.TestDatabase;

class MigrationsTest {

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.create();

    @AfterEach
    void close() {
        await(vertx.close());
        database.close();
    }

    @Test
    void instancesThatStartAtOnceMigrateOnce() {
        var config = Ledger.configOf(database);
        var applied = await(Future.all(
                List.of(Migrations.run(vertx, config), Migrations.run(vertx, config), Migrations.run(vertx, config))));
        assertThat(applied.<Integer>list().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(1);
        assertThat(await(Migrations.run(vertx, config))).isZero();
        assertThat(database.value("SELECT tableowner FROM pg_tables WHERE tablename = 'accounts'"))
                .isEqualTo(config.owner());
    }

    @Test
    void waitsForADatabaseThatIsNotThereYet() {
        try (var proxy = FaultProxy.to(database.server().port())) {
            proxy.cut();
            var running = Migrations.run(vertx, Ledger.configOf(database.through(proxy.port())));
            await(vertx.timer(600));
            assertThat(running.isComplete()).isFalse();
            proxy.pass();
            assertThat(await(running)).isEqualTo(1);
        }
    }

    @Test
    void givesUpOnADatabaseThatStaysAwayAndSaysWhich() {
        try (var proxy = FaultProxy.to(database.server().port())) {
            proxy.cut();
            var config = Ledger.configOf(database.through(proxy.port()));
            assertThat(failureOf(Migrations.run(vertx, config, Duration.ofMillis(500))))
                    .isInstanceOf(Migrations.MigrationFailed.class)
                    .hasMessageContaining("ledger at 127.0.0.1:" + proxy.port());
        }
    }

    @Test
    void aWrongPasswordIsFinalAndNotPrinted() {
        var right = Ledger.configOf(database);
        var wrong = new DatabaseConfig(
                right.service(),
                right.instance(),
                right.host(),
                right.port(),
                right.database(),
                right.user(),
                right.password(),
                right.owner(),
                new Secret("guessed-wrong"),
                right.poolSize(),
                right.limits());
        var failure = failureOf(Migrations.run(vertx, wrong));
        assertThat(failure).isInstanceOf(Migrations.MigrationFailed.class);
        assertThat(failure.getMessage())
                .contains("password authentication failed")
                .doesNotContain("guessed-wrong");
    }
}
