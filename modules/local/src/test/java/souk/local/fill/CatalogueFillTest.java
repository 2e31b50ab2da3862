package souk.local.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.local.fill.ServiceTables.execute;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the tables as the migrations of the products service make them. */
class CatalogueFillTest {
    private static final List<UUID> SELLERS = List.of(new UUID(7, 1), new UUID(7, 2), new UUID(7, 3));
    private static final int PRODUCTS = 2_000;

    private static Connection connection;

    @BeforeAll
    static void fill() throws Exception {
        connection = ServiceTables.create("filled", "products");
        filling().fillUpTo(PRODUCTS / 2);
        filling().fillUpTo(PRODUCTS);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @Test
    void hasEachProductOnceHoweverOftenItIsRun() throws SQLException {
        assertThat(filling().fillUpTo(PRODUCTS)).isZero();
        assertThat(CatalogueFill.count(connection)).isEqualTo(PRODUCTS);
    }

    @Test
    void makesStockThatIsTheSumOfItsMovements() throws SQLException {
        assertThat(count("SELECT count(*) FROM stock")).isEqualTo(PRODUCTS);
        assertThat(count("""
                SELECT count(*) FROM stock s
                 WHERE s.reserved <> 0 OR s.on_hand IS DISTINCT FROM
                       (SELECT COALESCE(sum(m.delta), 0) FROM stock_movements m WHERE m.product_id = s.product_id)""")).isZero();
    }

    @Test
    void givesEachProductTheHistoryOfItsVersionAndACategory() throws SQLException {
        assertThat(count("SELECT count(*) FROM products p JOIN product_history h ON h.product_id = p.id"
                        + " AND h.version = p.version AND h.actor = p.owner_id AND h.action = 'created'"
                        + " AND (h.changes #>> '{price,to,minorUnits}')::bigint = p.price_minor"))
                .isEqualTo(PRODUCTS);
        assertThat(count("SELECT count(DISTINCT product_id) FROM product_categories"))
                .isEqualTo(PRODUCTS);
    }

    @Test
    void tellsTheSearchOfEachProduct() throws SQLException {
        assertThat(count("SELECT count(DISTINCT product_id) FROM search_feed")).isEqualTo(PRODUCTS);
    }

    @Test
    void makesNearlyAllProductsVisibleToEverybody() throws SQLException {
        assertThat(count("SELECT count(*) FROM products WHERE status = 'active' AND visibility = 'public'"))
                .isBetween(PRODUCTS * 93L / 100, PRODUCTS * 97L / 100);
    }

    @Test
    void growsATreeOfThreeLevels() throws SQLException {
        assertThat(count("SELECT count(*) FROM categories")).isBetween(450L, 550L);
        assertThat(count("""
                WITH RECURSIVE tree (id, depth) AS (
                    SELECT id, 1 FROM categories WHERE parent_id IS NULL
                    UNION ALL
                    SELECT c.id, t.depth + 1 FROM categories c JOIN tree t ON c.parent_id = t.id)
                SELECT max(depth) FROM tree""")).isEqualTo(3);
    }

    @Test
    void goesAwayAgainAllButWhatOrdersHold() throws Exception {
        var filled = connection;
        try (var other = ServiceTables.create("emptied", "products")) {
            connection = other;
            filling().fillUpTo(500);
            hold(MadeIds.product(3));
            execute(connection, "DELETE FROM search_feed");

            assertThat(new CatalogueRemoval(connection, said -> {}).run()).isEqualTo(1);

            assertThat(count("SELECT count(*) FROM products")).isEqualTo(1);
            assertThat(count("SELECT count(*) FROM stock_movements")).isLessThanOrEqualTo(1);
            assertThat(count("SELECT count(*) FROM search_feed")).isEqualTo(499);
            assertThat(count("SELECT count(*) FROM categories")).isLessThanOrEqualTo(6);
        } finally {
            connection = filled;
        }
    }

    private static void hold(UUID product) throws SQLException {
        execute(connection, """
                INSERT INTO reservations (order_id, caller, state, expires_at)
                VALUES ('%1$s', '%1$s', 'firm', now())""".formatted(SELLERS.get(0)));
        execute(connection, """
                INSERT INTO reservation_lines
                       (order_id, product_id, quantity, unit_price, currency, product_version, name, seller_id)
                VALUES ('%1$s', '%2$s', 1, 100, 'EUR', 1, 'held', '%1$s')""".formatted(SELLERS.get(0), product));
    }

    private static CatalogueFill filling() {
        return new CatalogueFill(connection, SELLERS, said -> {});
    }

    private static long count(String question) throws SQLException {
        return ServiceTables.count(connection, question);
    }
}
