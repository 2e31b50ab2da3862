package souk.products.grant;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.config.Settings;
import souk.shared.contract.ProductAccess;
import souk.shared.id.UuidV7;
import souk.shared.security.Caller;
import souk.shared.security.Permission;
import souk.shared.sql.Database;
import souk.shared.sql.DatabaseConfig;
import souk.shared.sql.Migrations;
import souk.testing.ProductDecision;
import souk.testing.TestDatabase;

/** The rule in SQL against the table that the explanations of auth are held against too. */
class DecisionsTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final UUID SUBJECT = UuidV7.next();
    private static final UUID SOMEBODY_ELSE = UuidV7.next();

    private static TestDatabase database;
    private static GrantRepository grants;

    private final Map<List<?>, UUID> products = new HashMap<>();

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
        var settings = Settings.of(database::setting);
        var config = DatabaseConfig.from(settings, "products");
        settings.verify();
        await(Migrations.run(VERTX, config));
        grants = new GrantRepository(Database.open(VERTX, config));
    }

    @AfterAll
    static void close() {
        await(VERTX.close());
        database.close();
    }

    @Test
    void decidesAsTheTableSaysWhateverTheFactsAre() {
        var decisions = ProductDecision.all();

        for (var decision : decisions) {
            var product = products.computeIfAbsent(facts(decision), facts -> offer(decision));
            assertThat(await(grants.access(product, Rights.of(caller(decision)))))
                    .as(decision.toString())
                    .isEqualTo(access(decision));
        }
        assertThat(decisions).hasSize(2 * 4 * 2 * 3 * 16);
        assertThat(products).hasSize(2 * 4 * 2 * 3);
        assertThat(decisions.stream().map(ProductDecision::permissions).distinct())
                .hasSize(16);
    }

    private static List<?> facts(ProductDecision decision) {
        return List.of(decision.own(), String.valueOf(decision.grant()), decision.visibility(), decision.status());
    }

    private static UUID offer(ProductDecision decision) {
        var id = UuidV7.next();
        var owner = decision.own() ? SUBJECT : SOMEBODY_ELSE;
        database.execute("""
                INSERT INTO products (id, sku, owner_id, name, description, price_minor, currency, status, visibility)
                VALUES ('%1$s', '%1$s', '%2$s', 'Thing', '', 100, 'EUR', '%3$s', '%4$s')""".formatted(id, owner, decision.status(), decision.visibility()));
        if (decision.grant() != null) {
            database.execute("""
                    INSERT INTO product_grants (product_id, principal, level, granted_by)
                    VALUES ('%s', '%s', '%s', '%s')""".formatted(id, SUBJECT, decision.grant(), SOMEBODY_ELSE));
        }
        return id;
    }

    private static ProductAccess access(ProductDecision decision) {
        return new ProductAccess(
                true,
                decision.views(),
                decision.own(),
                decision.grant(),
                decision.visibility(),
                decision.status(),
                decision.views(),
                decision.updates(),
                decision.manages());
    }

    private static Caller caller(ProductDecision decision) {
        var permissions = decision.permissions().stream()
                .map(scope -> Permission.named(scope).orElseThrow())
                .collect(Collectors.toSet());
        return new Caller(SUBJECT, "somebody", Set.of(), permissions, null);
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
