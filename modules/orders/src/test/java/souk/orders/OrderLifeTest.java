package souk.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.orders.RunningOrders.code;
import static souk.orders.RunningOrders.line;
import static souk.orders.RunningOrders.pointers;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.id.UuidV7;
import souk.shared.security.Role;

/** What becomes of an order after it was placed: its moves, its shipments, its history. */
class OrderLifeTest {

    private static RunningOrders orders;

    private final String ann = orders.account(Role.CUSTOMER);
    private final String bob = orders.account(Role.CUSTOMER);
    private final String manager = orders.account(Role.ORDER_MANAGER);
    private final UUID lamp = UuidV7.next();
    private final UUID chair = UuidV7.next();

    @BeforeAll
    static void open() {
        orders = new RunningOrders();
    }

    @AfterAll
    static void close() {
        orders.close();
    }

    private String placed() {
        var lines = new JsonArray().add(line(lamp, 3)).add(line(chair, 1));
        return orders.place(ann, new JsonObject().put("lines", lines))
                .bodyAsJsonObject()
                .getString("id");
    }

    private String paid() {
        var id = placed();
        orders.move(id, "pay", ann, null);
        return id;
    }

    private static HttpResponse<Buffer> move(String id, String move, String token, JsonObject body, String... headers) {
        return orders.move(id, move, token, body, headers);
    }

    private HttpResponse<Buffer> ship(String id, JsonObject... lines) {
        return move(id, "ship", manager, new JsonObject().put("lines", new JsonArray(List.of(lines))));
    }

    private JsonObject order(String id) {
        return orders.get("/api/v1/orders/" + id, ann).bodyAsJsonObject();
    }

    @Test
    void goesAllTheWayFromPaidToCompletedWithAnEventAndAnEntryForEachStep() {
        var id = paid();
        assertThat(move(id, "ship", manager, null).bodyAsJsonObject().getString("status"))
                .isEqualTo("shipped");
        assertThat(move(id, "deliver", manager, null).bodyAsJsonObject().getString("status"))
                .isEqualTo("delivered");
        var completed = move(id, "complete", manager, new JsonObject().put("reason", "happy"));
        assertThat(completed.bodyAsJsonObject().getString("status")).isEqualTo("completed");
        assertThat(completed.getHeader("etag")).isEqualTo("\"6\"");
        assertThat(order(id)).isEqualTo(completed.bodyAsJsonObject());
        assertThat(orders.events(id))
                .isEqualTo(
                        "order.placed order.payment-changed order.paid order.shipped order.delivered order.completed");
        var newest = orders.get("/api/v1/orders/" + id + "/history", ann)
                .bodyAsJsonObject()
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(newest.getString("from") + " " + newest.getString("to")).isEqualTo("delivered completed");
        assertThat(newest.getString("reason")).isEqualTo("happy");
        assertThat(newest.getString("actor")).isEqualTo(orders.id(manager).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ship", "deliver", "complete"})
    void namesWhatIsAllowedInsteadOfAnIllegalMove(String move) {
        var id = placed();
        var refused = move(id, move, manager, null);
        assertThat(code(refused)).isEqualTo("illegal-transition");
        assertThat(refused.bodyAsJsonObject().getString("orderStatus")).isEqualTo("confirmed");
        assertThat(refused.bodyAsJsonObject().getJsonArray("allowed"))
                .isEqualTo(JsonArray.of("paid", "cancelled", "expired"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ship", "deliver", "complete"})
    void isDrivenByManagersAlone(String move) {
        var id = paid();
        assertThat(move(id, move, ann, null).statusCode()).isEqualTo(403);
        assertThat(move(id, move, bob, null).statusCode()).isEqualTo(404);
        assertThat(move(id, move, orders.account(Role.AUDITOR), null).statusCode())
                .isEqualTo(403);
        assertThat(move(id, move, null, null).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "ship"})
    void movesOnlyTheVersionThatWasNamed(String move) {
        var id = paid();
        var stale = move(id, move, manager, null, "if-match", "\"9\"");
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stale.getHeader("etag")).isEqualTo("\"3\"");
        var conflict = move(id, move, manager, new JsonObject().put("version", 9));
        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(code(conflict)).isEqualTo("version-conflict");
        assertThat(conflict.bodyAsJsonObject().getInteger("currentVersion")).isEqualTo(3);
        var both = move(id, move, manager, new JsonObject().put("version", 3), "if-match", "\"4\"");
        assertThat(pointers(both)).containsExactly("/version");
        assertThat(move(id, move, manager, new JsonObject().put("version", 3)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shipsInPartsAndIsShippedWithTheLastPiece() {
        var id = paid();
        var first = ship(id, line(lamp, 2)).bodyAsJsonObject();
        assertThat(first.getString("status")).isEqualTo("paid");
        assertThat(first.getInteger("version")).isEqualTo(4);
        var body = new JsonObject().put("carrier", "Pigeon").put("trackingNumber", "P-1");
        var last = move(id, "ship", manager, body).bodyAsJsonObject();
        assertThat(last.getString("status")).isEqualTo("shipped");
        assertThat(order(id)).isEqualTo(last);
        var shipments = last.getJsonArray("shipments");
        assertThat(shipments.getJsonObject(0).getJsonArray("lines")).isEqualTo(JsonArray.of(line(lamp, 2)));
        assertThat(shipments.getJsonObject(1).getJsonArray("lines").stream())
                .containsExactlyInAnyOrder(line(lamp, 1), line(chair, 1));
        assertThat(shipments.getJsonObject(1).getString("trackingNumber")).isEqualTo("P-1");
        assertThat(last.getJsonArray("lines").getJsonObject(0).getInteger("shipped"))
                .isEqualTo(3);
        assertThat(orders.postgres.value("SELECT payload::jsonb->'lines'->0->>'quantity' FROM outbox"
                        + " WHERE type = 'order.shipped' AND aggregate_version = 4 AND aggregate_id = '" + id + "'"))
                .isEqualTo("2");
    }

    @Test
    void shipsNoMoreThanIsLeftAndPointsAtEachLine() {
        var id = paid();
        ship(id, line(lamp, 2));
        var refused = ship(id, line(chair, 1), line(lamp, 2), line(UuidV7.next(), 1), line(chair, 1));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("shipment-too-large");
        assertThat(pointers(refused)).containsExactly("/lines/1/quantity", "/lines/2/productId", "/lines/3/quantity");
        assertThat(order(id).getInteger("version")).isEqualTo(4);
        var wrong = ship(id, new JsonObject().put("productId", "x").put("quantity", 0));
        assertThat(wrong.statusCode()).isEqualTo(400);
    }

    @Test
    void shipsEachPieceOnceForManyWhoShipAtOnce() {
        var id = paid();
        var sent = new ArrayList<io.vertx.core.Future<HttpResponse<Buffer>>>();
        for (var i = 0; i < 10; i++) {
            var body = new JsonObject().put("lines", JsonArray.of(line(lamp, 1)));
            sent.add(orders.sending(HttpMethod.POST, "/api/v1/orders/" + id + "/ship", manager, body));
        }
        var answers = RunningOrders.await(io.vertx.core.Future.join(sent)
                .otherwiseEmpty()
                .map(done -> sent.stream()
                        .map(answer -> answer.result().statusCode())
                        .sorted()
                        .toList()));
        assertThat(answers).containsExactly(200, 200, 200, 409, 409, 409, 409, 409, 409, 409);
        assertThat(orders.postgres.number("SELECT sum(quantity) FROM shipment_lines l JOIN shipments s"
                        + " ON s.id = l.shipment_id WHERE s.order_id = '" + id + "'"))
                .isEqualTo(3);
    }

    @Test
    void cannotBeCancelledOnceSomethingHasLeft() {
        var id = paid();
        ship(id, line(lamp, 1));
        var refused = move(id, "cancel", ann, null);
        assertThat(code(refused)).isEqualTo("illegal-transition");
        assertThat(refused.bodyAsJsonObject().getJsonArray("allowed")).isEqualTo(JsonArray.of("shipped", "refunded"));
    }

    @Test
    void aKeyedShipmentLeavesOnce() {
        var id = paid();
        var body = new JsonObject().put("lines", JsonArray.of(line(lamp, 1)));
        var first = move(id, "ship", manager, body, "idempotency-key", "s-1");
        var second = move(id, "ship", manager, body, "idempotency-key", "s-1");
        assertThat(second.bodyAsString()).isEqualTo(first.bodyAsString());
        assertThat(second.getHeader("idempotency-replayed")).isEqualTo("true");
        var other = new JsonObject().put("lines", JsonArray.of(line(lamp, 2)));
        assertThat(code(move(id, "ship", manager, other, "idempotency-key", "s-1")))
                .isEqualTo("idempotency-key-reused");
        assertThat(order(id).getInteger("version")).isEqualTo(4);
    }

    @Test
    void pagesThroughTheHistoryOfWhatOneMaySee() {
        var id = paid();
        ship(id, line(lamp, 1));
        ship(id, line(lamp, 1));
        var path = "/api/v1/orders/" + id + "/history";
        var seen = new ArrayList<Integer>();
        var next = path + "?limit=2";
        while (next != null) {
            var page = orders.get(next, ann);
            page.bodyAsJsonObject()
                    .getJsonArray("items")
                    .forEach(item -> seen.add(((JsonObject) item).getInteger("version")));
            var link = page.getHeader("link");
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        assertThat(seen).containsExactly(5, 4, 3, 2, 1);
        assertThat(orders.get(path, bob).statusCode()).isEqualTo(404);
        assertThat(orders.get(path + "?cursor=x", ann).statusCode()).isEqualTo(400);
        var tooLong = new JsonObject().put("reason", "x".repeat(501));
        assertThat(pointers(move(id, "cancel", ann, tooLong))).containsExactly("/reason");
    }
}
