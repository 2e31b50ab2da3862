package souk.products.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.bus.Operation;
import souk.shared.config.Settings;
import souk.shared.contract.AskAccess;
import souk.shared.contract.ProductAccess;
import souk.shared.contract.ProductOperations;
import souk.shared.id.UuidV7;
import souk.shared.security.Caller;
import souk.shared.security.Role;
import souk.shared.sql.Database;
import souk.shared.sql.DatabaseConfig;
import souk.shared.sql.Migrations;
import souk.testing.TestDatabase;

class AskingForAccessTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Bus BUS = Bus.local(VERTX);
    private static final Operation<AskAccess, ProductAccess> PATIENT =
            ProductOperations.ACCESS.withTries(Operation.LONGEST_TRY, 6);

    private static TestDatabase database;

    private final UUID seller = UuidV7.next();
    private final UUID friend = UuidV7.next();

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
        var settings = Settings.of(database::setting);
        var config = DatabaseConfig.from(settings, "products");
        settings.verify();
        await(Migrations.run(VERTX, config));
        await(AccessOperations.over(Database.open(VERTX, config)).serve(BUS));
    }

    @AfterAll
    static void close() {
        await(VERTX.close());
        database.close();
    }

    @Test
    void tellsHowTheCallerStandsTowardsAProduct() {
        var product = product("active", "private");

        assertThat(ask(product, seller, Role.SELLER))
                .isEqualTo(new ProductAccess(true, true, true, null, "private", "active", true, true, true));
        assertThat(ask(product, friend, Role.CUSTOMER))
                .isEqualTo(new ProductAccess(true, true, false, "update", "private", "active", true, true, false));
        assertThat(ask(product, UuidV7.next(), Role.CUSTOMER))
                .isEqualTo(new ProductAccess(true, false, false, null, "private", "active", false, false, false));
        assertThat(ask(product, UuidV7.next(), Role.AUDITOR))
                .isEqualTo(new ProductAccess(true, true, false, null, "private", "active", true, false, false));
    }

    @Test
    void tellsNobodyInParticularWhatEverybodySees() {
        var own = CallContext.onOwnBehalf(Duration.ofSeconds(10));

        assertThat(ask(product("active", "public"), own).visible()).isTrue();
        assertThat(ask(product("draft", "public"), own).visible()).isFalse();
    }

    @Test
    void knowsNothingOfWhatWasDeletedOrNeverWas() {
        var deleted = product("active", "public");
        database.execute("UPDATE products SET deleted_at = now() WHERE id = '" + deleted + "'");

        for (var product : new UUID[] {deleted, UuidV7.next()}) {
            assertThat(ask(product, seller, Role.ADMIN)).isEqualTo(ProductAccess.NOT_THERE);
        }
    }

    private UUID product(String status, String visibility) {
        var id = UuidV7.next();
        database.execute("""
                INSERT INTO products (id, sku, owner_id, name, description, price_minor, currency, status, visibility)
                VALUES ('%1$s', '%1$s', '%2$s', 'Thing', '', 100, 'EUR', '%3$s', '%4$s');
                INSERT INTO product_grants (product_id, principal, level, granted_by)
                VALUES ('%1$s', '%5$s', 'update', '%2$s')""".formatted(id, seller, status, visibility, friend));
        return id;
    }

    private static ProductAccess ask(UUID product, UUID caller, Role role) {
        var own = CallContext.onOwnBehalf(Duration.ofSeconds(10));
        return ask(
                product,
                new CallContext(
                        own.requestId(), own.traceparent(), Caller.of(caller, "somebody", role), own.deadline()));
    }

    private static ProductAccess ask(UUID product, CallContext context) {
        return await(BUS.call(PATIENT, new AskAccess(product), context));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
