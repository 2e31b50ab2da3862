package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Permission;
import souk.shared.security.Role;

class StockOfProductsTest {

    private static Shop shop;

    private final Shop.Visitor seller = shop.newcomer(Role.SELLER);

    @BeforeAll
    static void open() {
        shop = Shop.open();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static String stock(JsonObject product) {
        return Shop.PRODUCTS + "/" + product.getString("id") + "/stock";
    }

    private static JsonObject by(long delta, String reason) {
        return new JsonObject().put("delta", delta).put("reason", reason);
    }

    /** @param headers names and values in turn */
    private static Shop.Reply adjust(Shop.Visitor visitor, JsonObject product, JsonObject body, String... headers) {
        return visitor.call(
                HttpMethod.POST,
                stock(product) + "/adjustments",
                headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]),
                body);
    }

    private static void reserve(JsonObject product, long pieces) {
        shop.database()
                .execute("UPDATE stock SET reserved = " + pieces + " WHERE product_id = '" + product.getString("id")
                        + "'");
    }

    private static long deltas(JsonObject product) {
        return shop.database()
                .number("SELECT sum(delta) FROM stock_movements WHERE product_id = '" + product.getString("id") + "'");
    }

    @Test
    void showsWhatIsThereAndWhatOfItIsPromised() {
        var tea = seller.offers(Shop.tea());
        reserve(tea, 4);

        var shown = seller.get(stock(tea)).expect(200);

        assertThat(shown.json())
                .isEqualTo(new JsonObject()
                        .put("productId", tea.getString("id"))
                        .put("onHand", 10)
                        .put("reserved", 4)
                        .put("available", 6)
                        .put("version", 1));
        assertThat(shown.header("etag")).isEqualTo("\"1\"");
        assertThat(seller.get(stock(tea), "if-none-match", "\"1\"").status()).isEqualTo(200);
    }

    @Test
    void anAdjustmentIsAMovementAndAChangeOfTheProduct() {
        var tea = seller.offers(Shop.tea());

        var adjusted = adjust(seller, tea, by(-3, "damaged")).expect(201);

        assertThat(adjusted.header("etag")).isEqualTo("\"2\"");
        assertThat(adjusted.json().getJsonObject("stock"))
                .isEqualTo(seller.get(stock(tea)).expect(200).json());
        var movement = adjusted.json().getJsonObject("movement");
        assertThat(movement.getInteger("delta")).isEqualTo(-3);
        assertThat(movement.getInteger("onHandAfter")).isEqualTo(7);
        assertThat(movement.getString("actor")).isEqualTo(seller.account().toString());
        var product = seller.get(Shop.PRODUCTS + "/" + tea.getString("id")).expect(200);
        assertThat(product.json().getInteger("stock")).isEqualTo(7);
        assertThat(product.header("etag")).isEqualTo("\"2\"");
        var newest = (JsonObject) seller.get(Shop.PRODUCTS + "/" + tea.getString("id") + "/history")
                .items()
                .getValue(0);
        assertThat(newest.getInteger("version")).isEqualTo(2);
        assertThat(newest.getJsonArray("changes").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("pointer", "/stock")
                        .put("from", 10)
                        .put("to", 7));
    }

    @Test
    void neverTakesAwayWhatOrdersHold() {
        var tea = seller.offers(Shop.tea());
        reserve(tea, 4);

        var refused = adjust(seller, tea, by(-7, "stolen")).expect(409);

        assertThat(refused.code()).isEqualTo("stock-below-reserved");
        assertThat(refused.json().getInteger("reserved")).isEqualTo(4);
        assertThat(refused.pointers()).containsExactly("/delta");
        assertThat(seller.get(stock(tea)).header("etag")).isEqualTo("\"1\"");
        assertThat(deltas(tea)).isEqualTo(10);
        adjust(seller, tea, by(-6, "stolen")).expect(201);
    }

    @Test
    void neverCountsMoreThanAProductMayHave() {
        var tea = seller.offers(Shop.tea());
        assertThat(adjust(seller, tea, by(1_000_000_000, "found")).expect(409).code())
                .isEqualTo("conflict");
        adjust(seller, tea, by(999_999_990, "found")).expect(201);
    }

    @Test
    void namesEveryViolationOfAnAdjustment() {
        var tea = seller.offers(Shop.tea());
        assertThat(adjust(seller, tea, by(0, " ").put("colour", "red"))
                        .expect(400)
                        .pointers())
                .containsExactly("/colour", "/delta", "/reason");
        assertThat(adjust(seller, tea, new JsonObject()).expect(400).pointers()).containsExactly("/delta", "/reason");
        assertThat(adjust(seller, tea, by(-1_000_000_001, "x".repeat(201)))
                        .expect(400)
                        .pointers())
                .containsExactly("/delta", "/reason");
        assertThat(adjust(seller, tea, new JsonObject().put("delta", 1.9).put("reason", "half"))
                        .expect(400)
                        .pointers())
                .containsExactly("/delta");
    }

    @Test
    void changesOnlyTheVersionThatIsNamedIfOneIs() {
        var tea = seller.offers(Shop.tea());

        var stale = adjust(seller, tea, by(1, "found"), "if-match", "\"7\"").expect(412);
        var conflict = adjust(seller, tea, by(1, "found").put("version", 7)).expect(409);

        assertThat(stale.header("etag")).isEqualTo("\"1\"");
        assertThat(conflict.code()).isEqualTo("version-conflict");
        assertThat(conflict.json().getInteger("currentVersion")).isEqualTo(1);
        adjust(seller, tea, by(1, "found"), "if-match", "\"1\"").expect(201);
        adjust(seller, tea, by(1, "found").put("version", 2)).expect(201);
        assertThat(deltas(tea)).isEqualTo(12);
    }

    @Test
    void aRepetitionGetsTheFirstAnswerAndCountsOnce() {
        var tea = seller.offers(Shop.tea());

        var first = adjust(seller, tea, by(5, "found"), "idempotency-key", "a").expect(201);
        var again = adjust(seller, tea, by(5, "found"), "idempotency-key", "a").expect(201);
        var refused =
                adjust(seller, tea, by(-20, "lost"), "idempotency-key", "b").expect(409);
        adjust(seller, tea, by(20, "found")).expect(201);
        var refusedAgain =
                adjust(seller, tea, by(-20, "lost"), "idempotency-key", "b").expect(409);

        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(refusedAgain.response().body()).isEqualTo(refused.response().body());
        assertThat(adjust(seller, tea, by(6, "found"), "idempotency-key", "a")
                        .expect(422)
                        .code())
                .isEqualTo("idempotency-key-reused");
        assertThat(deltas(tea)).isEqualTo(35);
    }

    @Test
    void isForThoseWhoLookAfterTheProductOrAfterAllStock() {
        var tea = seller.offers(Shop.tea().put("visibility", "private"));
        var updater = shop.newcomer(Role.CUSTOMER);
        var viewer = shop.newcomer(Role.CUSTOMER);
        seller.grant(tea.getString("id"), updater.account(), "update").expect(201);
        seller.grant(tea.getString("id"), viewer.account(), "view").expect(201);

        for (var may : List.of(
                seller,
                updater,
                shop.newcomer(Role.CATALOG_MANAGER),
                shop.newcomer(Role.INVENTORY_MANAGER),
                shop.newcomer(Role.ADMIN))) {
            may.get(stock(tea)).expect(200);
            may.get(stock(tea) + "/movements").expect(200);
            adjust(may, tea, by(1, "found")).expect(201);
        }
        for (var reads : List.of(shop.newcomer(Role.ORDER_MANAGER), shop.newcomer(Role.AUDITOR))) {
            reads.get(stock(tea)).expect(200);
            reads.get(stock(tea) + "/movements").expect(200);
            adjust(reads, tea, by(1, "found")).expect(403);
        }
        for (var sees : List.of(viewer, shop.keyOf(seller, Permission.READ_OWN_ORDERS))) {
            sees.get(stock(tea)).expect(403);
            sees.get(stock(tea) + "/movements").expect(403);
            adjust(sees, tea, by(1, "found")).expect(403);
        }
        for (var stranger : List.of(shop.newcomer(Role.CUSTOMER), shop.newcomer(Role.SELLER))) {
            stranger.get(stock(tea)).expect(404);
            stranger.get(stock(tea) + "/movements").expect(404);
            adjust(stranger, tea, by(1, "found")).expect(404);
        }
        shop.anybody().get(stock(tea)).expect(401);
        adjust(shop.anybody(), tea, by(1, "found")).expect(401);
        assertThat(deltas(tea)).isEqualTo(15);
    }

    @Test
    void listsMovementsNewestFirstWithWhatWasOnHandAfterEach() {
        var tea = seller.offers(Shop.tea());
        adjust(seller, tea, by(5, "found")).expect(201);
        seller.patch(tea.getString("id"), "*", new JsonObject().put("stock", 3)).expect(200);
        var last = adjust(seller, tea, by(-1, "damaged")).expect(201);

        var all = seller.get(stock(tea) + "/movements").expect(200).items();
        var first = seller.get(stock(tea) + "/movements?limit=3").expect(200);
        var rest = seller.get(
                        stock(tea) + "/movements?limit=3&cursor=" + first.json().getString("next"))
                .expect(200);

        assertThat(all)
                .extracting(
                        item -> ((JsonObject) item).getInteger("delta"),
                        item -> ((JsonObject) item).getString("reason"),
                        item -> ((JsonObject) item).getInteger("onHandAfter"))
                .containsExactly(
                        tuple(-1, "damaged", 2),
                        tuple(-12, "set by editor", 3),
                        tuple(5, "found", 15),
                        tuple(10, "initial stock", 10));
        assertThat(all.getJsonObject(0)).isEqualTo(last.json().getJsonObject("movement"));
        assertThat(first.items().copy().addAll(rest.items())).isEqualTo(all);
        assertThat(rest.json().getString("next")).isNull();
    }

    @Test
    void listsMovementsOfATimeAndOfAReason() {
        var tea = seller.offers(Shop.tea());
        var second = adjust(seller, tea, by(5, "found")).expect(201);
        adjust(seller, tea, by(-2, "damaged")).expect(201);
        adjust(seller, tea, by(1, "found")).expect(201);
        var at = second.json().getJsonObject("movement").getString("at");
        var list = stock(tea) + "/movements";

        assertThat(seller.get(list + "?to=" + at).expect(200).items()).hasSize(1);
        assertThat(seller.get(list + "?from=" + at).expect(200).items()).hasSize(3);
        assertThat(seller.get(list + "?reason=found").expect(200).items()).hasSize(2);
        assertThat(seller.get(list + "?reason=found&from=" + at + "&limit=1")
                        .expect(200)
                        .header("link"))
                .contains("reason=found", "from=");
        assertThat(seller.get(list + "?from=yesterday&to=1&limit=0&colour=red")
                        .expect(400)
                        .pointers())
                .containsExactly("colour", "from", "limit", "to");
        seller.get(list + "?cursor=damaged").expect(400);
    }
}
