package souk.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.orders.RunningOrders.order;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.client.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

class OrdersApiTest {

    private static RunningOrders orders;

    private final String ann = orders.account(Role.CUSTOMER);
    private final String bob = orders.account(Role.CUSTOMER);

    @BeforeAll
    static void open() {
        orders = new RunningOrders();
    }

    @AfterAll
    static void close() {
        orders.close();
    }

    private static String code(HttpResponse<Buffer> response) {
        return response.bodyAsJsonObject().getString("code");
    }

    private String placed() {
        return orders.place(ann, order(1)).bodyAsJsonObject().getString("id");
    }

    private static String path(String id) {
        return "/api/v1/orders/" + id;
    }

    @Test
    void documentsExactlyTheRoutesThatAreServed() {
        var served = orders.router.getRoutes().stream()
                .map(Route::getPath)
                .filter(Objects::nonNull)
                .collect(Collectors.toMap(path -> path, this::methods));
        assertThat(served).isEqualTo(orders.contract.methodsByRoute());
    }

    private TreeSet<String> methods(String path) {
        var allow = orders.allowed(path.replace(":id", UUID.randomUUID().toString()))
                .split(", ");
        var methods = Stream.of(allow).collect(Collectors.toCollection(TreeSet::new));
        methods.removeAll(List.of("HEAD", "OPTIONS"));
        return methods;
    }

    @Test
    void placesReadsAndListsAnOrder() {
        var response = orders.place(ann, order(3));
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.getHeader("etag")).isEqualTo("\"1\"");
        var placed = response.bodyAsJsonObject();
        assertThat(placed.getJsonObject("total").getString("amount")).isEqualTo("30.00");
        assertThat(orders.get(response.getHeader("location"), ann).bodyAsJsonObject())
                .isEqualTo(placed);
        assertThat(orders.get("/api/v1/orders", ann).bodyAsJsonObject().getJsonArray("items"))
                .isEqualTo(new JsonArray().add(placed));
    }

    @Test
    void aRepeatWithTheSameKeyIsAnsweredByteForByte() {
        var body = order(2);
        var first = orders.place(ann, body, "idempotency-key", "k1");
        var second = orders.place(ann, body, "idempotency-key", "k1");
        assertThat(second.bodyAsString()).isEqualTo(first.bodyAsString());
        assertThat(second.getHeader("idempotency-replayed")).isEqualTo("true");
        assertThat(second.getHeader("location")).isEqualTo(first.getHeader("location"));
        assertThat(first.getHeader("idempotency-replayed")).isNull();
        assertThat(code(orders.place(ann, order(9), "idempotency-key", "k1"))).isEqualTo("idempotency-key-reused");
    }

    @Test
    void aReplayedRefusalHasTheFirstBodyAndTheHeadersOfThePresentRequest() {
        var id = placed();
        var tooMany = order(1_000);
        assertReplayed(
                "insufficient-stock",
                requestId -> orders.place(ann, tooMany, "idempotency-key", "k-refused", "x-request-id", requestId));
        assertReplayed(
                "stale-version",
                requestId -> orders.cancel(
                        id, ann, "if-match", "\"7\"", "idempotency-key", "c-refused", "x-request-id", requestId));
    }

    private static void assertReplayed(String code, Function<String, HttpResponse<Buffer>> refused) {
        var first = refused.apply("request-1");
        var second = refused.apply("request-2");
        assertThat(code(first)).isEqualTo(code);
        assertThat(second.statusCode()).isEqualTo(first.statusCode());
        assertThat(second.bodyAsString()).isEqualTo(first.bodyAsString());
        assertThat(first.bodyAsJsonObject().getString("traceId")).matches("[0-9a-f]{32}");
        assertThat(first.bodyAsJsonObject().getString("instance")).startsWith("/api/v1/orders");
        assertThat(first.getHeader("x-request-id")).isEqualTo("request-1");
        assertThat(second.getHeader("x-request-id")).isEqualTo("request-2");
        assertThat(first.getHeader("idempotency-replayed")).isNull();
        assertThat(second.getHeader("idempotency-replayed")).isEqualTo("true");
        for (var name : List.of("cache-control", "x-content-type-options", "content-type")) {
            assertThat(second.getHeader(name)).isNotNull().isEqualTo(first.getHeader(name));
        }
        assertThat(second.getHeader("cache-control")).isEqualTo("no-store");
        assertThat(second.getHeader("etag")).isEqualTo(first.getHeader("etag"));
    }

    @Test
    void addsUpLinesOfTheSameProductAndTakesOneLineWithoutTheArray() {
        var product = UUID.randomUUID().toString();
        var line = new JsonObject().put("productId", product).put("quantity", 2);
        var twice = orders.place(
                ann, new JsonObject().put("lines", new JsonArray().add(line).add(line.copy())));
        assertThat(twice.bodyAsJsonObject().getJsonArray("lines")).hasSize(1);
        assertThat(twice.bodyAsJsonObject()
                        .getJsonArray("lines")
                        .getJsonObject(0)
                        .getInteger("quantity"))
                .isEqualTo(4);
        assertThat(orders.place(ann, line).statusCode()).isEqualTo(201);
    }

    @Test
    void namesEverythingThatIsWrongWithAnOrder() {
        var body = new JsonObject()
                .put(
                        "lines",
                        new JsonArray()
                                .add(new JsonObject().put("productId", "x").put("quantity", 0))
                                .add(new JsonObject().put("quantity", 4_294_967_301L)))
                .put("coupon", "FREE");
        var response = orders.place(ann, body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.bodyAsJsonObject().getJsonArray("errors").stream()
                        .map(error -> ((JsonObject) error).getString("pointer")))
                .containsExactlyInAnyOrder(
                        "/lines/0/productId",
                        "/lines/0/quantity",
                        "/lines/1/productId",
                        "/lines/1/quantity",
                        "/coupon");
        assertThat(orders.place(ann, new JsonObject().put("lines", new JsonArray()))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void showsAnOrderToNobodyElse() {
        var id = placed();
        assertThat(orders.get(path(id), bob).statusCode()).isEqualTo(404);
        assertThat(orders.cancel(id, bob).statusCode()).isEqualTo(404);
        assertThat(orders.get("/api/v1/orders?customer=" + orders.id(ann), bob)
                        .bodyAsJsonObject()
                        .getJsonArray("items"))
                .isEmpty();
        assertThat(orders.get(path(id), null).statusCode()).isEqualTo(401);
        assertThat(orders.get(path("no-uuid"), ann).statusCode()).isEqualTo(404);
    }

    @Test
    void managersSeeAllAndAuditorsSeeButDoNotTouch() {
        var id = placed();
        var manager = orders.account(Role.ORDER_MANAGER);
        var auditor = orders.account(Role.AUDITOR);
        assertThat(orders.get(path(id), auditor).statusCode()).isEqualTo(200);
        assertThat(orders.cancel(id, auditor).statusCode()).isEqualTo(403);
        assertThat(orders.get("/api/v1/orders?customer=" + orders.id(ann), manager)
                        .bodyAsJsonObject()
                        .getJsonArray("items"))
                .hasSize(1);
        assertThat(orders.cancel(id, manager).statusCode()).isEqualTo(200);
    }

    @Test
    void cancellingGivesTheStockBackAndCanBeDoneOnce() {
        var id = placed();
        var before = orders.stock();
        var cancelled = orders.cancel(id, ann);
        assertThat(cancelled.bodyAsJsonObject().getString("status")).isEqualTo("cancelled");
        assertThat(cancelled.getHeader("etag")).isEqualTo("\"2\"");
        assertThat(orders.stock()).isEqualTo(before + 1);
        var again = orders.cancel(id, ann);
        assertThat(code(again)).isEqualTo("illegal-transition");
        assertThat(again.bodyAsJsonObject().getString("orderStatus")).isEqualTo("cancelled");
        assertThat(orders.postgres.value("SELECT string_agg(type, ' ' ORDER BY aggregate_version) FROM outbox"
                        + " WHERE aggregate_id = '" + id + "'"))
                .isEqualTo("order.placed order.cancelled");
        assertThat(orders.postgres.value("SELECT from_status || ' ' || to_status FROM order_history WHERE order_id = '"
                        + id + "' AND version = 2"))
                .isEqualTo("confirmed cancelled");
    }

    @Test
    void aKeyedCancellationIsAnsweredAgain() {
        var id = placed();
        var first = orders.cancel(id, ann, "idempotency-key", "c1");
        var second = orders.cancel(id, ann, "idempotency-key", "c1");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.bodyAsString()).isEqualTo(first.bodyAsString());
        assertThat(second.getHeader("idempotency-replayed")).isEqualTo("true");
    }

    @Test
    void cancelsOnlyTheVersionThatWasNamed() {
        var id = placed();
        var stale = orders.cancel(id, ann, "if-match", "\"7\"");
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stale.getHeader("etag")).isEqualTo("\"1\"");
        assertThat(orders.cancel(id, ann, "if-match", "\"1\"").statusCode()).isEqualTo(200);
    }

    @Test
    void sparesTheClientAnOrderThatItHas() {
        var id = placed();
        assertThat(orders.get(path(id), ann, "if-none-match", "\"1\"").statusCode())
                .isEqualTo(304);
        orders.cancel(id, ann);
        assertThat(orders.get(path(id), ann, "if-none-match", "\"1\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void pagesThroughTheOrdersWithoutMissingOrRepeatingOne() {
        var ids = new ArrayList<String>();
        for (var i = 0; i < 7; i++) {
            ids.add(0, placed());
        }
        var seen = new ArrayList<String>();
        var next = "/api/v1/orders?limit=3";
        while (next != null) {
            var page = orders.get(next, ann);
            page.bodyAsJsonObject()
                    .getJsonArray("items")
                    .forEach(item -> seen.add(((JsonObject) item).getString("id")));
            var link = page.getHeader("link");
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        assertThat(seen).isEqualTo(ids);
        assertThat(orders.get("/api/v1/orders?cursor=abc", ann).statusCode()).isEqualTo(400);
        assertThat(orders.get("/api/v1/orders?limit=0&colour=red", ann)
                        .bodyAsJsonObject()
                        .getJsonArray("errors"))
                .hasSize(2);
    }

    @Test
    void listsOnlyTheAskedState() {
        placed();
        orders.cancel(placed(), ann);
        assertThat(orders.get("/api/v1/orders?status=cancelled", ann)
                        .bodyAsJsonObject()
                        .getJsonArray("items"))
                .hasSize(1);
        assertThat(orders.get("/api/v1/orders?status=lost", ann).statusCode()).isEqualTo(400);
    }

    @Test
    void moreThanThereIsIsAConflict() {
        var much = orders.send(HttpMethod.POST, "/api/v1/orders", ann, order(1_000));
        assertThat(code(much)).isEqualTo("insufficient-stock");
    }
}
