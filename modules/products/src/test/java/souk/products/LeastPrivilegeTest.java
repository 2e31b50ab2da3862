package souk.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.config.Settings;
import souk.shared.sql.Database;
import souk.shared.sql.Migrations;
import souk.shared.sql.SqlFailure;
import souk.testing.TestDatabase;

class LeastPrivilegeTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static final Vertx VERTX = Vertx.vertx();
    private static TestDatabase database;
    private static Database pool;

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
        var config = ProductsConfig.from(Settings.of(database::setting)).database();
        await(Migrations.run(VERTX, config));
        pool = Database.open(VERTX, config);
    }

    @AfterAll
    static void close() {
        await(VERTX.close());
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM products",
                "DELETE FROM stock",
                "UPDATE stock_movements SET delta = 1",
                "DELETE FROM stock_movements",
                "UPDATE product_grants SET principal = gen_random_uuid()",
                "UPDATE product_grants SET product_id = gen_random_uuid()",
                "TRUNCATE product_grants",
                "UPDATE access_changes SET actor = gen_random_uuid()",
                "DELETE FROM access_changes",
                "TRUNCATE access_changes",
                "INSERT INTO category_tree (one) VALUES (false)",
                "UPDATE category_tree SET one = false",
                "DELETE FROM category_tree",
                "TRUNCATE categories",
                "UPDATE category_history SET actor = gen_random_uuid()",
                "DELETE FROM category_history",
                "UPDATE product_history SET actor = gen_random_uuid()",
                "DELETE FROM product_history",
                "TRUNCATE product_history",
                "UPDATE outbox SET payload = '{}'",
                "UPDATE outbox SET id = gen_random_uuid()",
                "TRUNCATE outbox",
                "DELETE FROM outbox_leases",
                "CREATE TABLE mine (id int)",
                "DROP TABLE access_changes",
                "SELECT * FROM flyway_schema_history"
            })
    void doesNotLetTheServiceDoWhatItNeverDoes(String statement) {
        assertThatThrownBy(() -> await(pool.query(statement)))
                .satisfies(
                        failure -> assertThat(SqlFailure.of(failure).sqlState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
