package souk.local.bench.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.local.fill.ServiceTables.count;
import static souk.local.fill.ServiceTables.execute;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.local.bench.Server;
import souk.local.fill.CatalogueFill;
import souk.local.fill.ServiceTables;
import souk.testing.PostgresServer;

/** What the bench asks and changes in the databases of a cluster, which are called as the services are. */
class OrderTablesTest {
    private static final UUID CUSTOMER = new UUID(8, 1);
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    private static Connection orders;
    private static Connection products;
    private static Server server;

    @BeforeAll
    static void fill() throws Exception {
        orders = ServiceTables.create("orders", "orders");
        products = ServiceTables.create("products", "products");
        new CatalogueFill(products, List.of(new UUID(7, 1)), said -> {}).fillUpTo(1_000);
        server = new Server(PostgresServer.shared().port(), "");
    }

    @AfterAll
    static void close() throws SQLException {
        orders.close();
        products.close();
    }

    @BeforeEach
    void withoutOrders() throws SQLException {
        execute(orders, "DELETE FROM outbox; DELETE FROM orders");
        execute(products, "DELETE FROM reservations");
    }

    @Test
    void choosesTheSameGoodsAgainAndGivesThemPlentyAsAnEditorWould() throws SQLException {
        var goods = new Goods(server, said -> {}).of(1_000);

        assertThat(goods).hasSize(500).isEqualTo(new Goods(server, said -> {}).of(1_000));
        assertThat(count(products, "SELECT count(*) FROM stock WHERE on_hand >= 1000000000"))
                .isEqualTo(500);
        assertThat(count(products, """
                SELECT count(*) FROM stock s
                 WHERE on_hand <> (SELECT coalesce(sum(delta), 0) FROM stock_movements m WHERE m.product_id = s.product_id)""")).isZero();
        assertThat(count(products, """
                SELECT count(*) FROM products p JOIN product_history h ON h.product_id = p.id AND h.version = p.version
                  JOIN stock s ON s.product_id = p.id
                 WHERE (h.changes #>> '{stock,to}')::bigint = s.on_hand""")).isEqualTo(1_000);
    }

    @Test
    void isNotSettledWhileAnEventWaitsUnlessItIsGivenUp() throws SQLException {
        try (var ledger = new Ledger(server, List.of(CUSTOMER))) {
            assertThat(ledger.isSettled(SINCE)).isTrue();

            execute(orders, """
                    INSERT INTO outbox (id, shard, aggregate_id, aggregate_version, type, payload)
                    VALUES (uuidv7(), 0, uuidv7(), 1, 'order.placed', '{}')""");
            assertThat(ledger.isSettled(SINCE)).isFalse();

            execute(orders, "UPDATE outbox SET retry_at = 'infinity'");
            assertThat(ledger.isSettled(SINCE)).isTrue();
        }
    }

    @Test
    void isNotSettledWhileStockIsHeldThatWasReservedSince() throws SQLException {
        try (var ledger = new Ledger(server, List.of(CUSTOMER))) {
            reserve(SINCE.minusSeconds(1), CUSTOMER, "held");
            assertThat(ledger.isSettled(SINCE)).isTrue();

            reserve(SINCE.plusSeconds(1), CUSTOMER, "held");
            assertThat(ledger.isSettled(SINCE)).isFalse();
        }
    }

    @Test
    void countsOrdersOfItsCustomersSinceAnInstantAndNoTombstones() throws SQLException {
        place(SINCE.minusMillis(1), CUSTOMER);
        place(SINCE, CUSTOMER);
        place(SINCE.plusSeconds(1), new UUID(8, 2));
        reserve(SINCE, CUSTOMER, "firm");
        reserve(SINCE.plusSeconds(1), CUSTOMER, "released");
        execute(orders, "INSERT INTO orders (id, status) VALUES (uuidv7(), 'never')");

        try (var ledger = new Ledger(server, List.of(CUSTOMER))) {
            assertThat(ledger.orders(SINCE)).isEqualTo(1);
            assertThat(ledger.firm(SINCE)).isEqualTo(1);
        }
    }

    private static void place(Instant at, UUID customer) throws SQLException {
        execute(orders, """
                INSERT INTO orders (id, customer_id, status, total_minor, currency)
                VALUES ('%s', '%s', 'confirmed', 100, 'EUR')""".formatted(Ledger.firstId(at), customer));
    }

    private static void reserve(Instant at, UUID customer, String state) throws SQLException {
        execute(products, """
                INSERT INTO reservations (order_id, caller, state, expires_at)
                VALUES ('%s', '%s', '%s', now())""".formatted(Ledger.firstId(at), customer, state));
    }
}
