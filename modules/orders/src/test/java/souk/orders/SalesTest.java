package souk.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.id.UuidV7;
import souk.shared.security.Role;

class SalesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SALES = "/api/v1/sales";

    private static RunningOrders orders;
    private static PastOrders past;

    private final String seller = orders.account(Role.SELLER);
    private final String other = orders.account(Role.SELLER);
    private final UUID customer = UuidV7.next();
    private final UUID tea = UuidV7.next();
    private final UUID pot = UuidV7.next();

    @BeforeAll
    static void open() {
        orders = new RunningOrders();
        past = new PastOrders(orders.postgres);
    }

    @AfterAll
    static void close() {
        orders.close();
    }

    private PastOrders.Past begun(int minute) {
        return past.begun(NOON.plusSeconds(60L * minute));
    }

    private String sold(PastOrders.Past order, String status, int minute) {
        return order.of(customer, status, NOON.plusSeconds(60L * minute));
    }

    private static List<String> listed(String token, String query) {
        var response = orders.get(SALES + query, token);
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
        return response.bodyAsJsonObject().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("orderId"))
                .toList();
    }

    @Test
    void showsASellerTheirOwnLinesAndNothingElse() {
        var order = sold(
                begun(0).with(tea, orders.id(seller), 2)
                        .with(UuidV7.next(), orders.id(other), 9)
                        .with(pot, orders.id(seller), 1),
                "paid",
                0);

        var sale = orders.get(SALES + "/" + order, seller);

        assertThat(sale.bodyAsJsonObject())
                .isEqualTo(new JsonObject()
                        .put("orderId", order)
                        .put("status", "paid")
                        .put("lines", new JsonArray().add(line(tea, 2, "2.00")).add(line(pot, 1, "1.00")))
                        .put("version", 1)
                        .put("createdAt", NOON.toString())
                        .put("updatedAt", NOON.toString()));
        assertThat(orders.get(SALES, seller).bodyAsJsonObject().getJsonArray("items"))
                .isEqualTo(new JsonArray().add(sale.bodyAsJsonObject()));
        assertThat(orders.get(SALES + "/" + order, other).bodyAsJsonObject().getJsonArray("lines"))
                .hasSize(1);
        orders.postgres.execute(
                "UPDATE order_lines SET shipped = 2 WHERE order_id = '" + order + "' AND product_id = '" + tea + "'");
        assertThat(orders.get(SALES + "/" + order, seller)
                        .bodyAsJsonObject()
                        .getJsonArray("lines")
                        .getJsonObject(0)
                        .getLong("shipped"))
                .isEqualTo(2);
        assertThat(sale.getHeader("etag")).isEqualTo("\"1\"");
        assertThat(orders.get(SALES + "/" + order, seller, "if-none-match", "\"1\"")
                        .statusCode())
                .isEqualTo(304);
    }

    private static JsonObject line(UUID product, int quantity, String total) {
        return new JsonObject()
                .put("productId", product.toString())
                .put("name", "Thing")
                .put("unitPrice", new JsonObject().put("amount", "1.00").put("currency", "EUR"))
                .put("quantity", quantity)
                .put("total", new JsonObject().put("amount", total).put("currency", "EUR"));
    }

    @Test
    void whatIsNotTheirsIsNotThere() {
        var order = sold(begun(0).with(tea, orders.id(seller), 1), "paid", 0);
        var admin = orders.account(Role.ADMIN);

        for (var stranger : List.of(other, admin)) {
            assertThat(listed(stranger, "?product=" + tea)).isEmpty();
            assertThat(orders.get(SALES + "/" + order, stranger).statusCode()).isEqualTo(404);
        }
        for (var no : List.of(orders.account(Role.CUSTOMER), orders.account(Role.ORDER_MANAGER))) {
            assertThat(orders.get(SALES, no).statusCode()).isEqualTo(403);
            assertThat(orders.get(SALES + "/" + order, no).statusCode()).isEqualTo(403);
        }
        assertThat(orders.get(SALES, null).statusCode()).isEqualTo(401);
        assertThat(orders.get(SALES + "/" + UuidV7.next(), seller).statusCode()).isEqualTo(404);
    }

    @Test
    void listsEachOrderOnceHoweverManyOfItsLinesAreTheirs() {
        var both = sold(begun(1).with(tea, orders.id(seller), 1).with(pot, orders.id(seller), 1), "confirmed", 1);
        var first = sold(begun(0).with(tea, orders.id(seller), 1), "paid", 0);
        var last = sold(begun(2).with(pot, orders.id(seller), 1), "shipped", 2);

        assertThat(listed(seller, "")).containsExactly(last, both, first);
        assertThat(listed(seller, "?sort=created")).containsExactly(first, both, last);
        var page = orders.get(SALES + "?limit=2", seller);
        assertThat(listed(seller, "?limit=2&cursor=" + page.bodyAsJsonObject().getString("next")))
                .containsExactly(first);
        assertThat(page.getHeader("link")).contains("limit=2", "rel=\"next\"");
    }

    @Test
    void filtersByStateProductAndTime() {
        var confirmed = sold(begun(0).with(tea, orders.id(seller), 1), "confirmed", 0);
        var paid = sold(begun(10).with(pot, orders.id(seller), 1), "paid", 10);
        var shipped = sold(begun(20).with(tea, orders.id(seller), 1), "shipped", 20);

        assertThat(listed(seller, "?status=paid&status=shipped")).containsExactly(shipped, paid);
        assertThat(listed(seller, "?product=" + tea)).containsExactly(shipped, confirmed);
        assertThat(listed(seller, "?product=" + tea + "&status=confirmed")).containsExactly(confirmed);
        assertThat(listed(seller, "?from=2026-03-01T12:10:00Z&to=2026-03-01T12:20:00Z"))
                .containsExactly(paid);
    }

    @Test
    void namesEveryParameterThatIsWrong() {
        var response =
                orders.get(SALES + "?status=lost&from=noon&to=never&product=7&sort=price&limit=101&customer=x", seller);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.bodyAsJsonObject().getJsonArray("errors"))
                .extracting(error -> ((JsonObject) error).getString("pointer"))
                .containsExactlyInAnyOrder("status", "from", "to", "product", "sort", "limit", "customer");
        var cursor = orders.get("/api/v1/orders?cursor=AAAA", seller);
        assertThat(cursor.statusCode()).isEqualTo(400);
    }
}
