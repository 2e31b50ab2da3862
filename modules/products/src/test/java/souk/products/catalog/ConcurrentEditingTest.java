package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

class ConcurrentEditingTest {

    private static final int WRITERS = 50;

    /** From which version to which, and how many rows do not begin where the one before them ended. */
    private static final String UNBROKEN_HISTORY = """
            SELECT min(version) || ' to ' || max(version) || ', ' || count(*) FILTER (WHERE action = 'updated')
                   || ' edits, ' || count(*) FILTER (WHERE version <> count OR gap) || ' gaps'
              FROM (SELECT version, action, row_number() OVER w AS count,
                           changes #> '{stock,from}' <> lag(changes #> '{stock,to}') OVER w
                           OR changes #> '{attributes/edits,from}' <> changes #> '{stock,from}' AS gap
                      FROM product_history WHERE product_id = '%s' WINDOW w AS (ORDER BY version)) h""";

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = Shop.open();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @RepeatedTest(3)
    void letsOneOfFiftyWritersWithTheSameTagWin() {
        var seller = shop.newcomer(Role.SELLER);
        var id = id(seller.offers(Shop.tea()));

        var replies = all(IntStream.range(0, WRITERS)
                .mapToObj(writer -> patch(seller, id, "\"1\"", new JsonObject().put("stock", 100 + writer)))
                .toList());

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 412).hasSize(WRITERS - 1);
        assertThat(read(seller, id).getLong("version")).isEqualTo(2);
        assertThat(unexplainedPieces(id)).isZero();
    }

    @Test
    void losesNoneOfTheUpdatesOfFiftyWritersWhoReadChangeAndRetry() {
        var seller = shop.newcomer(Role.SELLER);
        var uncounted = new JsonObject().put("edits", 0);
        var id = id(seller.offers(Shop.tea().put("stock", 0).put("attributes", uncounted)));
        var rounds = 20;

        for (var round = 0; round < rounds; round++) {
            all(IntStream.range(0, WRITERS)
                    .mapToObj(writer -> addOnePiece(seller, id, 1))
                    .toList());
        }

        var product = read(seller, id);
        assertThat(product.getLong("stock")).isEqualTo((long) WRITERS * rounds);
        assertThat(product.getJsonObject("attributes").getLong("edits")).isEqualTo((long) WRITERS * rounds);
        assertThat(shop.database().value(UNBROKEN_HISTORY.formatted(id))).isEqualTo("1 to 1001, 1000 edits, 0 gaps");
        assertThat(product.getLong("version")).isEqualTo(1L + WRITERS * rounds);
        assertThat(unexplainedPieces(id)).isZero();
        assertThat(movements(id)).isEqualTo((long) WRITERS * rounds);
    }

    @Test
    void explainsEveryPieceWhileEditorsReservationsAndShipmentsMeet() {
        var seller = shop.newcomer(Role.SELLER);
        var id = id(seller.offers(Shop.tea().put("stock", 1_000)));

        var work = new ArrayList<Future<?>>();
        for (var i = 0; i < 200; i++) {
            var stock = 900 + ThreadLocalRandom.current().nextInt(200);
            work.add(patch(seller, id, "*", new JsonObject().put("stock", stock)));
            work.add(reserve(id, 3));
            work.add(ship(id, 1));
            work.add(patch(seller, id, "*", new JsonObject().put("name", "Assam " + i)));
            if (i % 20 == 0) {
                Shop.await(Future.join(work));
                assertThat(unexplainedPieces(id)).isZero();
            }
        }
        Shop.await(Future.all(work));

        assertThat(unexplainedPieces(id)).isZero();
        assertThat(read(seller, id).getLong("version")).isGreaterThan(400);
    }

    @Test
    void countsFromWhatAShipmentHasLeftWhenItHadToWaitForIt() throws SQLException {
        var seller = shop.newcomer(Role.SELLER);
        var id = id(seller.offers(Shop.tea()));

        try (var shipment = shop.database().connect()) {
            begin(shipment, """
                    UPDATE products SET version = version + 1 WHERE id = '%1$s';
                    UPDATE stock SET on_hand = on_hand - 3 WHERE product_id = '%1$s';
                    INSERT INTO stock_movements (id, product_id, delta, reason, actor)
                    VALUES (gen_random_uuid(), '%1$s', -3, 'shipped', gen_random_uuid())""".formatted(id));
            var setting = patch(seller, id, "*", new JsonObject().put("stock", 12));
            var naming = patch(seller, id, "*", new JsonObject().put("name", "Renamed"));
            awaitWaiting(2);
            shipment.commit();

            assertThat(Shop.await(setting).expect(200).json().getLong("stock")).isEqualTo(12);
            assertThat(Shop.await(naming).expect(200).json().getLong("stock")).isIn(7L, 12L);
        }
        assertThat(unexplainedPieces(id)).isZero();
        assertThat(read(seller, id).getLong("version")).isEqualTo(4);
    }

    @Test
    void showsTheStockThatBelongsToTheVersionItAnswersWith() throws SQLException {
        var seller = shop.newcomer(Role.SELLER);
        var id = id(seller.offers(Shop.tea()));

        try (var shipment = shop.database().connect()) {
            begin(shipment, """
                    UPDATE products SET version = version + 1 WHERE id = '%1$s';
                    UPDATE stock SET on_hand = on_hand - 3 WHERE product_id = '%1$s';
                    INSERT INTO stock_movements (id, product_id, delta, reason, actor)
                    VALUES (gen_random_uuid(), '%1$s', -3, 'shipped', gen_random_uuid())""".formatted(id));
            var naming = patch(seller, id, "*", new JsonObject().put("name", "Renamed"));
            awaitWaiting(1);
            shipment.commit();

            assertThat(Shop.await(naming).expect(200).json()).isEqualTo(read(seller, id));
        }
        assertThat(read(seller, id).getLong("stock")).isEqualTo(7);
    }

    @Test
    void refusesStockBelowWhatWasReservedWhileItWaited() throws SQLException {
        var seller = shop.newcomer(Role.SELLER);
        var id = id(seller.offers(Shop.tea()));

        try (var order = shop.database().connect()) {
            begin(order, "UPDATE stock SET reserved = 8 WHERE product_id = '%s'".formatted(id));
            var setting = patch(seller, id, "\"1\"", new JsonObject().put("stock", 5));
            awaitWaiting(1);
            order.commit();

            var refused = Shop.await(setting).expect(409);
            assertThat(refused.code()).isEqualTo("stock-below-reserved");
            assertThat(refused.json().getLong("reserved")).isEqualTo(8);
        }
        assertThat(read(seller, id).getLong("version")).isEqualTo(1);
        assertThat(unexplainedPieces(id)).isZero();
    }

    @Test
    void takesNoPartOfAnEditWhoseVersionWentStaleWhileItWaited() throws SQLException {
        var seller = shop.newcomer(Role.SELLER);
        var id = id(seller.offers(Shop.tea()));

        try (var other = shop.database().connect()) {
            begin(other, "UPDATE products SET version = version + 1 WHERE id = '%s'".formatted(id));
            var setting = patch(seller, id, "\"1\"", new JsonObject().put("stock", 5));
            awaitWaiting(1);
            other.commit();

            assertThat(Shop.await(setting).expect(412).header("etag")).isEqualTo("\"2\"");
        }
        assertThat(read(seller, id).getLong("stock")).isEqualTo(10);
        assertThat(movements(id)).isEqualTo(1);
    }

    @Test
    void completesAPriceOnlyFromTheVersionThatItReplaces() throws SQLException {
        var seller = shop.newcomer(Role.SELLER);
        var id = id(seller.offers(Shop.tea()));
        var cents = new JsonObject().put("price", new JsonObject().put("amount", "3.99"));

        try (var other = shop.database().connect()) {
            begin(
                    other,
                    "UPDATE products SET version = version + 1, currency = 'JPY', price_minor = 900 WHERE id = '%s'"
                            .formatted(id));
            var pricing = patch(seller, id, "*", cents);
            awaitWaiting(1);
            other.commit();

            assertThat(Shop.await(pricing).expect(400).pointers()).containsExactly("/price/amount");
        }
        assertThat(read(seller, id).getJsonObject("price"))
                .isEqualTo(new JsonObject().put("amount", "900").put("currency", "JPY"));
    }

    private static Future<Shop.Reply> addOnePiece(Shop.Visitor seller, String id, int attempt) {
        return seller.send(HttpMethod.GET, uri(id), Map.of(), null)
                .compose(read -> patch(seller, id, read.header("etag"), oneMore(read.json()))
                        .compose(reply -> reply.status() == 412
                                ? shop.pause(attempt).compose(rested -> addOnePiece(seller, id, attempt + 1))
                                : Future.succeededFuture(reply.expect(200))));
    }

    private static JsonObject oneMore(JsonObject read) {
        var edits = read.getJsonObject("attributes").getLong("edits") + 1;
        return new JsonObject()
                .put("stock", read.getLong("stock") + 1)
                .put("attributes", new JsonObject().put("edits", edits));
    }

    private static Future<Shop.Reply> patch(Shop.Visitor seller, String id, String ifMatch, JsonObject patch) {
        return seller.send(HttpMethod.PATCH, uri(id), Map.of("if-match", ifMatch), patch.toBuffer());
    }

    /** As an order does it: only the stock row, and only if enough is left. */
    private static Future<?> reserve(String id, int pieces) {
        return shop.pool().query("""
                UPDATE stock SET reserved = reserved + $2::bigint
                 WHERE product_id = $1::text::uuid AND on_hand - reserved >= $2::bigint""", id, (long) pieces);
    }

    /** As a shipment does it: the product row first, then its stock. */
    private static Future<?> ship(String id, int pieces) {
        return shop.pool().query("""
                WITH p AS (
                    UPDATE products SET version = version + 1 WHERE id = $1::text::uuid RETURNING id),
                shipped AS (
                    UPDATE stock SET on_hand = on_hand - $2::bigint, reserved = reserved - $2::bigint
                      FROM p WHERE product_id = p.id AND reserved >= $2::bigint RETURNING product_id)
                INSERT INTO stock_movements (id, product_id, delta, reason, actor)
                SELECT gen_random_uuid(), product_id, -$2::bigint, 'shipped', gen_random_uuid() FROM shipped""", id, (long) pieces);
    }

    private static void begin(Connection connection, String statements) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    /** Until that many statements of the service wait for a lock. */
    private static void awaitWaiting(int statements) {
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> shop.database()
                                .number("SELECT count(*) FROM pg_stat_activity"
                                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                        >= statements);
    }

    private static long unexplainedPieces(String id) {
        return shop.database()
                .number("SELECT on_hand - (SELECT coalesce(sum(delta), 0) FROM stock_movements m"
                        + " WHERE m.product_id = s.product_id) FROM stock s WHERE product_id = '" + id + "'");
    }

    private static long movements(String id) {
        return shop.database().number("SELECT count(*) FROM stock_movements WHERE product_id = '" + id + "'");
    }

    private static JsonObject read(Shop.Visitor visitor, String id) {
        return visitor.get(uri(id)).expect(200).json();
    }

    private static List<Shop.Reply> all(List<Future<Shop.Reply>> replies) {
        return Shop.await(Future.all(replies)).list();
    }

    private static String id(JsonObject product) {
        return product.getString("id");
    }

    private static String uri(String id) {
        return Shop.PRODUCTS + "/" + id;
    }
}
