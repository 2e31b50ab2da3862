package souk.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.orders.RunningOrders.line;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.id.UuidV7;
import souk.shared.security.Role;

/** How an order may be written down. */
class ShapesOfOrdersTest {

    private static RunningOrders orders;

    private final String ann = orders.account(Role.CUSTOMER);
    private final UUID tea = orders.product("2.50");

    @BeforeAll
    static void open() {
        orders = new RunningOrders();
    }

    @AfterAll
    static void close() {
        orders.close();
    }

    private HttpResponse<Buffer> placed(JsonObject... lines) {
        return orders.place(ann, new JsonObject().put("lines", new JsonArray(java.util.List.of(lines))));
    }

    private HttpResponse<Buffer> lines(int count) {
        return placed(
                IntStream.range(0, count).mapToObj(n -> line(UuidV7.next(), 1)).toArray(JsonObject[]::new));
    }

    private static JsonArray lines(HttpResponse<Buffer> response) {
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(201);
        return response.bodyAsJsonObject().getJsonArray("lines");
    }

    private static void assertWrong(HttpResponse<Buffer> response, String... pointers) {
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(400);
        assertThat(RunningOrders.pointers(response)).containsExactlyInAnyOrder(pointers);
    }

    @Test
    void oneProductNeedsNoLines() {
        var placed = orders.place(ann, line(tea, 4));
        assertThat(lines(placed)).hasSize(1);
        assertThat(placed.bodyAsJsonObject().getJsonObject("total").getString("amount"))
                .isEqualTo("10.00");
        assertWrong(orders.place(ann, line(tea, 1).put("colour", "red")), "/colour");
        assertWrong(orders.place(ann, new JsonObject().put("productId", tea.toString())), "/quantity");
        assertWrong(
                orders.place(ann, line(tea, 1).put("lines", new JsonArray().add(line(tea, 1)))),
                "/productId",
                "/quantity");
        assertWrong(orders.place(ann, new JsonObject()), "/lines");
    }

    @Test
    void anOrderHasUpToAHundredLines() {
        assertThat(lines(lines(100))).hasSize(100);
        assertWrong(lines(101), "/lines");
    }

    @Test
    void aLineHasUpToAThousandPieces() {
        assertWrong(placed(line(tea, 0), line(UuidV7.next(), 1_001)), "/lines/0/quantity", "/lines/1/quantity");
        assertWrong(placed(line(tea, 1).put("quantity", 1.5)), "/lines/0/quantity");
        assertWrong(placed(line(tea, 1).put("quantity", "1")), "/lines/0/quantity");
    }

    @Test
    void linesOfOneProductAreOneLineInTheFirstPlaceAndNoWayAroundItsLimit() {
        var pot = orders.product("10.00");
        var merged = lines(placed(line(pot, 1), line(tea, 2), line(pot, 3)));
        assertThat(merged).hasSize(2);
        assertThat(merged.getJsonObject(0).getString("productId")).isEqualTo(pot.toString());
        assertThat(merged.getJsonObject(0).getInteger("quantity")).isEqualTo(4);
        assertWrong(
                placed(line(tea, 600), line(pot, 1), line(tea, 400), line(tea, 1), line(tea, 1)),
                "/lines/3/quantity",
                "/lines/4/quantity");
    }

    @Test
    void anExpectedTotalIsAnAmountOfMoney() {
        var total = new JsonObject().put("amount", "5.00").put("currency", "EUR");
        assertThat(orders.place(ann, line(tea, 2).put("expectedTotal", total)).statusCode())
                .isEqualTo(201);
        for (var wrong : new Object[] {5, "5.00", new JsonObject()}) {
            assertThat(orders.place(ann, line(tea, 2).put("expectedTotal", wrong))
                            .statusCode())
                    .isEqualTo(400);
        }
        assertWrong(
                orders.place(ann, line(tea, 2).put("expectedTotal", total.copy().put("amount", "5.001"))),
                "/expectedTotal/amount");
        assertWrong(
                orders.place(ann, line(tea, 2).put("expectedTotal", total.copy().put("amount", "-5.00"))),
                "/expectedTotal/amount");
    }
}
