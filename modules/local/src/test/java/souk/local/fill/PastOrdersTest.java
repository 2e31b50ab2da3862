package souk.local.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.local.fill.ServiceTables.count;
import static souk.local.fill.ServiceTables.execute;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.local.check.Finding;
import souk.local.check.Patience;
import souk.local.check.ShopCheck;
import souk.testing.PostgresServer;

/** On the tables as the migrations of both services make them. */
class PastOrdersTest {
    private static final int ORDERS = 1_500;
    private static final List<UUID> REGULARS = List.of(new UUID(8, 1), new UUID(8, 2));

    private static Connection orders;
    private static Connection products;
    private static List<PastGood> goods;

    @BeforeAll
    static void fill() throws Exception {
        orders = ServiceTables.create("past_orders", "orders");
        products = ServiceTables.create("past_products", "products");
        new CatalogueFill(products, List.of(new UUID(7, 1)), said -> {}).fillUpTo(1_000);
        execute(products, "UPDATE stock SET on_hand = on_hand + 100000");
        execute(products, """
                INSERT INTO stock_movements (id, product_id, delta, reason, actor)
                SELECT uuidv7(), product_id, 100000, 'plenty', product_id FROM stock""");
        goods = goods();
        filling().fillUpTo(ORDERS / 2, goods, REGULARS);
        filling().fillUpTo(ORDERS, goods, REGULARS);
    }

    @AfterAll
    static void close() throws SQLException {
        orders.close();
        products.close();
    }

    @Test
    void leavesAShopInWhichAllAddsUp() throws SQLException {
        assertThat(findings()).isEmpty();
        assertThat(count(orders, "SELECT count(*) FROM orders")).isEqualTo(ORDERS);
        assertThat(count(products, "SELECT count(*) FROM reservations")).isEqualTo(ORDERS);
        assertThat(count(products, "SELECT sum(reserved) FROM stock")).isPositive();
    }

    @Test
    void hasOrdersInEveryStateThatDoesNotPassAndSomeOfTheRegulars() throws SQLException {
        assertThat(count(orders, "SELECT count(DISTINCT status) FROM orders")).isEqualTo(4);
        assertThat(count(orders, "SELECT count(*) FROM orders WHERE status = 'confirmed'"))
                .isZero();
        assertThat(count(orders, "SELECT count(*) FROM orders WHERE customer_id = '%s'".formatted(REGULARS.get(0))))
                .isEqualTo(ORDERS / 40);
    }

    @Test
    void paysAndShipsWholeOrders() throws SQLException {
        assertThat(count(orders, """
                SELECT count(*) FROM orders o LEFT JOIN payments p ON p.order_id = o.id AND p.state = 'captured'
                 WHERE (o.paid_minor, o.payment) IS DISTINCT FROM (p.amount_minor, CASE WHEN p.id IS NOT NULL THEN 'paid' END)""")).isZero();
        assertThat(count(orders, """
                SELECT count(*) FROM order_lines l
                  LEFT JOIN (shipment_lines JOIN shipments ON shipment_id = id) s
                    ON s.order_id = l.order_id AND s.product_id = l.product_id
                 WHERE l.shipped <> coalesce(s.quantity, 0)""")).isZero();
    }

    @Test
    void makesGoodWhatWasDoneToOneDatabaseOnly() throws SQLException {
        try (var open = PostgresServer.shared().connect("past_orders")) {
            execute(open, "TRUNCATE orders, order_lines, order_history, payments, refunds, shipments, shipment_lines");
        }

        filling().fillUpTo(ORDERS, goods, REGULARS);

        assertThat(findings()).isEmpty();
        assertThat(count(orders, "SELECT count(*) FROM orders")).isEqualTo(ORDERS);
    }

    @Test
    void takesThemAwayAgainAndLeavesTheOthers() throws SQLException {
        execute(orders, """
                INSERT INTO orders (id, status) VALUES ('01990000-0000-7000-8000-000000000000', 'never')""");
        orders.commit();

        filling().remove();

        assertThat(findings()).isEmpty();
        assertThat(count(orders, "SELECT count(*) FROM orders")).isEqualTo(1);
        assertThat(count(orders, "SELECT count(*) FROM order_lines")).isZero();
        assertThat(count(
                        products,
                        "SELECT count(*) FROM stock_movements WHERE order_id IS NOT NULL OR reason = 'came in for it'"))
                .isZero();
        assertThat(count(products, "SELECT sum(reserved) FROM stock")).isZero();
        execute(orders, "DELETE FROM orders");
        filling().fillUpTo(ORDERS, goods, REGULARS);
    }

    private static PastOrders filling() throws SQLException {
        return new PastOrders(orders, products, said -> {});
    }

    private static List<Finding> findings() throws SQLException {
        orders.commit();
        products.commit();
        return new ShopCheck(
                        () -> PostgresServer.shared().connect("past_orders"),
                        () -> PostgresServer.shared().connect("past_products"),
                        new Patience(Duration.ofSeconds(30), Duration.ZERO))
                .run()
                .findings();
    }

    private static List<PastGood> goods() throws SQLException {
        var goods = new ArrayList<PastGood>();
        try (var statement = products.createStatement();
                var rows = statement.executeQuery("""
                        SELECT %s FROM products
                         WHERE status = 'active' AND currency = 'EUR' ORDER BY id""".formatted(PastGood.COLUMNS))) {
            while (rows.next()) {
                goods.add(PastGood.of(rows));
            }
        }
        return goods;
    }
}
