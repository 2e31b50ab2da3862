package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

class EditingProductsTest {

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = Shop.open();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void replacesAllThatAPutNamesAndKeepsTheStatus() {
        var seller = shop.newcomer(Role.SELLER);
        var draft = seller.offers(Shop.tea().put("status", "draft"));
        var other = Shop.tea()
                .put("name", "Darjeeling")
                .put("price", new JsonObject().put("amount", "900").put("currency", "JPY"))
                .put("stock", 25);

        var reply = seller.put(id(draft), "\"1\"", other).expect(200);

        other.forEach(
                member -> assertThat(reply.json().getValue(member.getKey())).isEqualTo(member.getValue()));
        assertThat(reply.json().getString("status")).isEqualTo("draft");
        assertThat(reply.header("etag")).isEqualTo("\"2\"");
        assertThat(seller.get(uri(draft)).json()).isEqualTo(reply.json());
    }

    @Test
    void refusesTheSecondOfTwoEditorsWhoReadTheSameVersion() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = seller.offers(Shop.tea());
        seller.put(id(tea), "\"1\"", Shop.tea().put("name", "First")).expect(200);

        var second =
                seller.put(id(tea), "\"1\"", Shop.tea().put("name", "Second")).expect(412);

        assertThat(second.code()).isEqualTo("stale-version");
        assertThat(second.header("etag")).isEqualTo("\"2\"");
        assertThat(second.json().getLong("currentVersion")).isEqualTo(2);
        assertThat(seller.get(uri(tea)).json().getString("name")).isEqualTo("First");
    }

    @Test
    void refusesAStaleVersionInTheBodyWithAConflict() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = seller.offers(Shop.tea());
        seller.put(id(tea), null, Shop.tea().put("version", 1)).expect(200);

        for (var stale : List.of(
                seller.put(id(tea), null, Shop.tea().put("version", 1)),
                seller.patch(id(tea), null, new JsonObject().put("version", 1).put("name", "x")),
                seller.call(HttpMethod.DELETE, uri(tea), Map.of(), new JsonObject().put("version", 1)))) {
            assertThat(stale.expect(409).code()).isEqualTo("version-conflict");
            assertThat(stale.json().getLong("currentVersion")).isEqualTo(2);
        }
        assertThat(seller.get(uri(tea)).json().getLong("version")).isEqualTo(2);
    }

    @Test
    void demandsAVersionForEveryChange() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = seller.offers(Shop.tea());

        seller.put(id(tea), null, Shop.tea()).expect(428);
        seller.patch(id(tea), null, new JsonObject().put("name", "x")).expect(428);
        seller.delete(id(tea), null).expect(428);
        seller.put(id(tea), "\"2\"", Shop.tea().put("version", 1)).expect(400);
        seller.put(id(tea), "one", Shop.tea()).expect(400);
        assertThat(seller.get(uri(tea)).json()).isEqualTo(tea);
    }

    @Test
    void takesAnyOfSeveralTagsAndTheStarButNoWeakOne() {
        var seller = shop.newcomer(Role.SELLER);
        var id = id(seller.offers(Shop.tea()));

        seller.put(id, "W/\"1\"", Shop.tea()).expect(412);
        seller.put(id, "\"7\", \"1\"", Shop.tea()).expect(200);
        seller.put(id, "*", Shop.tea()).expect(200);
        seller.patch(id, "*", new JsonObject().put("price", new JsonObject().put("amount", "1.00")))
                .expect(200);
        assertThat(seller.delete(id, "*").expect(204).response().body()).isNull();
    }

    @Test
    void isForTheSellerAndForThoseWhoWriteAllProducts() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = seller.offers(Shop.tea());
        var change = new JsonObject().put("name", "x");

        shop.anybody().patch(id(tea), "\"1\"", change).expect(401);
        for (var stranger :
                List.of(shop.newcomer(Role.CUSTOMER), shop.newcomer(Role.SELLER), shop.newcomer(Role.AUDITOR))) {
            assertThat(stranger.patch(id(tea), "\"1\"", change).expect(403).code())
                    .isEqualTo("forbidden");
            stranger.put(id(tea), "\"9\"", Shop.tea()).expect(403);
            stranger.delete(id(tea), "\"1\"").expect(403);
        }
        assertThat(seller.get(uri(tea)).json()).isEqualTo(tea);
        shop.newcomer(Role.CATALOG_MANAGER).patch(id(tea), "\"1\"", change).expect(200);
    }

    @Test
    void doesNotTellAStrangerThatADraftExists() {
        var seller = shop.newcomer(Role.SELLER);
        var draft = seller.offers(Shop.tea().put("status", "draft"));
        var stranger = shop.newcomer(Role.SELLER);

        stranger.put(id(draft), "\"1\"", Shop.tea()).expect(404);
        stranger.patch(id(draft), "\"1\"", new JsonObject()).expect(404);
        stranger.patch(id(draft), "*", new JsonObject().put("price", new JsonObject()))
                .expect(404);
        stranger.delete(id(draft), "\"1\"").expect(404);
    }

    @Test
    void patchesOnlyWhatThePatchNames() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = seller.offers(Shop.tea());
        var mergePatch = Map.of("content-type", "application/merge-patch+json", "if-match", "\"1\"");

        var patched = seller.call(HttpMethod.PATCH, uri(tea), mergePatch, new JsonObject().put("name", "Nilgiri"))
                .expect(200)
                .json();

        assertThat(patched.getString("updatedAt")).isNotEqualTo(tea.getString("updatedAt"));
        assertThat(patched)
                .isEqualTo(tea.copy()
                        .put("name", "Nilgiri")
                        .put("version", 2)
                        .put("updatedAt", patched.getString("updatedAt")));
    }

    @Test
    void mergesAPriceThatIsPatchedInPart() {
        var seller = shop.newcomer(Role.SELLER);
        var id = id(seller.offers(Shop.tea()));

        var cheaper = seller.patch(id, "\"1\"", patchOfPrice("amount", "3.99")).expect(200);
        var inDollars =
                seller.patch(id, "\"2\"", patchOfPrice("currency", "USD")).expect(200);

        assertThat(cheaper.json().getJsonObject("price"))
                .isEqualTo(new JsonObject().put("amount", "3.99").put("currency", "EUR"));
        assertThat(inDollars.json().getJsonObject("price"))
                .isEqualTo(new JsonObject().put("amount", "3.99").put("currency", "USD"));
        assertThat(seller.patch(id, "\"3\"", patchOfPrice("currency", "JPY"))
                        .expect(400)
                        .pointers())
                .containsExactly("/price/amount");
        seller.patch(id, "\"1\"", patchOfPrice("amount", "5.00")).expect(412);
        seller.patch(id, null, patchOfPrice("amount", "5.00")).expect(428);
    }

    @Test
    void refusesAPatchThatWouldTakeAMemberAwayOrAddOne() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = seller.offers(Shop.tea());
        var patch = new JsonObject()
                .putNull("sku")
                .putNull("name")
                .putNull("description")
                .putNull("price")
                .putNull("stock")
                .putNull("status")
                .put("sellerId", seller.account().toString());

        var reply = seller.patch(id(tea), "\"1\"", patch).expect(400);

        assertThat(reply.pointers())
                .containsExactly("/description", "/name", "/price", "/sellerId", "/sku", "/status", "/stock");
        seller.patch(id(tea), "\"1\"", patchOfPrice("amount", null)).expect(400);
        assertThat(seller.get(uri(tea)).json()).isEqualTo(tea);
    }

    @Test
    void refusesTheSkuOfAnotherProductOfTheSeller() {
        var seller = shop.newcomer(Role.SELLER);
        var first = seller.offers(Shop.tea());
        var second = seller.offers(Shop.tea());

        var reply = seller.patch(id(second), "\"1\"", new JsonObject().put("sku", first.getString("sku")))
                .expect(409);

        assertThat(reply.code()).isEqualTo("duplicate");
        assertThat(reply.pointers()).containsExactly("/sku");
        assertThat(seller.get(uri(second)).json()).isEqualTo(second);
    }

    @Test
    void booksEveryChangeOfStockAsAMovementAndNothingElse() {
        var seller = shop.newcomer(Role.SELLER);
        var manager = shop.newcomer(Role.CATALOG_MANAGER);
        var id = id(seller.offers(Shop.tea()));

        seller.patch(id, "\"1\"", new JsonObject().put("stock", 4)).expect(200);
        seller.patch(id, "\"2\"", new JsonObject().put("stock", 4)).expect(200);
        seller.patch(id, "\"3\"", new JsonObject().put("name", "x")).expect(200);
        manager.patch(id, "\"4\"", new JsonObject().put("stock", 7)).expect(200);

        assertThat(shop.database()
                        .value("SELECT string_agg(delta || ' ' || reason || ' ' || actor, ', ' ORDER BY id)"
                                + " FROM stock_movements WHERE product_id = '" + id + "'"))
                .isEqualTo("10 initial stock %1$s, -6 set by editor %1$s, 3 set by editor %2$s"
                        .formatted(seller.account(), manager.account()));
    }

    @Test
    void refusesToSetTheStockBelowWhatOrdersHold() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = seller.offers(Shop.tea());
        shop.database().execute("UPDATE stock SET reserved = 6 WHERE product_id = '" + id(tea) + "'");

        var reply = seller.put(id(tea), "\"1\"", Shop.tea().put("stock", 5)).expect(409);

        assertThat(reply.code()).isEqualTo("stock-below-reserved");
        assertThat(reply.json().getLong("reserved")).isEqualTo(6);
        assertThat(seller.get(uri(tea)).json()).isEqualTo(tea);
        seller.put(id(tea), "\"1\"", Shop.tea().put("stock", 6)).expect(200);
    }

    @Test
    void deletesOnceAndKeepsWhatOrdersHold() {
        var seller = shop.newcomer(Role.SELLER);
        var id = id(seller.offers(Shop.tea()));
        shop.database().execute("UPDATE stock SET reserved = 6 WHERE product_id = '" + id + "'");

        seller.delete(id, "\"2\"").expect(412);
        seller.delete(id, "\"1\"").expect(204);
        seller.delete(id, "\"1\"").expect(404);
        seller.put(id, "*", Shop.tea()).expect(404);
        assertThat(shop.database().number("SELECT reserved FROM stock WHERE product_id = '" + id + "'"))
                .isEqualTo(6);
    }

    @Test
    void refusesBodiesThatAreNoJsonObjects() {
        var seller = shop.newcomer(Role.SELLER);
        var uri = uri(seller.offers(Shop.tea()));
        var headers = Map.of("if-match", "\"1\"");

        for (var method : List.of(HttpMethod.PUT, HttpMethod.PATCH)) {
            for (var body :
                    List.of("", "[]", "null", "{\"name\": \"x\", \"name\": \"y\"}", "{\"stock\": 1e400}", "{")) {
                Shop.await(seller.send(method, uri, headers, io.vertx.core.buffer.Buffer.buffer(body)))
                        .expect(400);
            }
            var text = Map.of("if-match", "\"1\"", "content-type", "text/plain");
            Shop.await(seller.send(method, uri, text, io.vertx.core.buffer.Buffer.buffer("x")))
                    .expect(415);
        }
    }

    private static JsonObject patchOfPrice(String member, String value) {
        return new JsonObject().put("price", new JsonObject().put(member, value));
    }

    private static String id(JsonObject product) {
        return product.getString("id");
    }

    private static String uri(JsonObject product) {
        return Shop.PRODUCTS + "/" + id(product);
    }
}
