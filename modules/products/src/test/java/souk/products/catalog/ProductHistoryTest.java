package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

class ProductHistoryTest {

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
    void tellsWhoChangedWhatFromWhichVersionToWhich() {
        var seller = shop.newcomer(Role.SELLER);
        var manager = shop.newcomer(Role.CATALOG_MANAGER);
        var id = id(seller.offers(Shop.tea()
                .put("attributes", new JsonObject().put("colour", "red").put("kept", 1))));
        manager.patch(
                        id,
                        "\"1\"",
                        new JsonObject()
                                .put("name", "Darjeeling")
                                .put("stock", 7)
                                .put("price", price("9.99"))
                                .put("weightGrams", 5)
                                .put(
                                        "attributes",
                                        new JsonObject().putNull("colour").put("organic", true)))
                .expect(200);
        seller.delete(id, "\"2\"").expect(204);

        var entries = objects(seller.get(uri(id) + "/history").expect(200).items());

        assertThat(entries)
                .extracting(entry -> entry.getString("action"))
                .containsExactly("deleted", "updated", "created");
        assertThat(entries).extracting(entry -> entry.getLong("version")).containsExactly(3L, 2L, 1L);
        assertThat(entries)
                .extracting(entry -> entry.getLong("previousVersion"))
                .containsExactly(2L, 1L, null);
        assertThat(entries)
                .extracting(entry -> entry.getString("actor"))
                .containsExactly(
                        seller.account().toString(),
                        manager.account().toString(),
                        seller.account().toString());
        assertThat(entries.get(1).getJsonArray("changes").encode()).isEqualTo("""
                [{"pointer":"/attributes/colour","from":"red","to":null},\
                {"pointer":"/attributes/organic","from":null,"to":true},\
                {"pointer":"/name","from":"Assam","to":"Darjeeling"},\
                {"pointer":"/price","from":{"amount":"4.50","currency":"EUR"},"to":{"amount":"9.99","currency":"EUR"}},\
                {"pointer":"/stock","from":10,"to":7},\
                {"pointer":"/weightGrams","from":null,"to":5}]""");
        assertThat(pointers(entries.get(2))).containsExactly("/price", "/stock");
    }

    @Test
    void notesEveryMemberThatBecomesDifferentAndNoOther() {
        var seller = shop.newcomer(Role.SELLER);
        var body = Shop.tea();
        var product = seller.offers(body);
        var id = id(product);
        var category = UUID.randomUUID().toString();
        shop.database()
                .execute("INSERT INTO categories (id, name, slug) VALUES ('%1$s', 'Tea', '%1$s')".formatted(category));
        var other = Shop.tea()
                .put("slug", "slug-" + category)
                .put("name", "Other")
                .put("description", "Other")
                .put("price", price("1"))
                .put("stock", 1)
                .put("status", "draft")
                .put("visibility", "private")
                .put("attributes", new JsonObject().put("a", 1))
                .put("images", new JsonArray().add(new JsonObject().put("url", "https://souk.example/1")))
                .put("categories", new JsonArray().add(category))
                .put("weightGrams", 1)
                .put(
                        "dimensions",
                        new JsonObject().put("lengthMm", 1).put("widthMm", 1).put("heightMm", 1));

        seller.put(id, "\"1\"", body.copy()).expect(200);
        seller.put(id, "\"2\"", other).expect(200);

        var entries = objects(seller.get(uri(id) + "/history").items());
        assertThat(entries.get(1).getJsonArray("changes")).isEmpty();
        assertThat(pointers(entries.get(0)))
                .containsExactly(
                        "/attributes/a",
                        "/categories",
                        "/description",
                        "/dimensions",
                        "/images",
                        "/name",
                        "/price",
                        "/sku",
                        "/slug",
                        "/status",
                        "/stock",
                        "/visibility",
                        "/weightGrams");
    }

    @Test
    void tellsALosingEditorWhatDiffers() {
        var seller = shop.newcomer(Role.SELLER);
        var id = id(seller.offers(Shop.tea()));
        seller.patch(id, "\"1\"", new JsonObject().put("price", price("5"))).expect(200);
        seller.patch(id, "\"2\"", new JsonObject().put("attributes", new JsonObject().put("colour", "red")))
                .expect(200);
        var change = new JsonObject().put("name", "Late");

        assertThat(differing(seller.patch(id, "\"1\"", change).expect(412)))
                .containsExactly("/attributes/colour", "/price");
        assertThat(differing(
                        seller.patch(id, null, change.copy().put("version", 2)).expect(409)))
                .containsExactly("/attributes/colour");
        assertThat(differing(seller.delete(id, "\"1\"").expect(412))).hasSize(2);
        assertThat(seller.patch(id, "\"9\"", change).expect(412).json().containsKey("differing"))
                .isFalse();
        shop.database().execute("DELETE FROM product_history WHERE version = 2 AND product_id = '" + id + "'");
        assertThat(seller.patch(id, "\"1\"", change).expect(412).json().containsKey("differing"))
                .isFalse();
    }

    @Test
    void isForThoseWhoMayChangeTheProductOrReadAllProducts() {
        var seller = shop.newcomer(Role.SELLER);
        var updater = shop.newcomer(Role.CUSTOMER);
        var guest = shop.newcomer(Role.CUSTOMER);
        var shown = id(seller.offers(Shop.tea()));
        var hidden = id(seller.offers(Shop.tea().put("visibility", "private")));
        seller.grant(hidden, updater.account(), "update").expect(201);
        seller.grant(hidden, guest.account(), "view").expect(201);

        for (var reader : List.of(seller, shop.newcomer(Role.CATALOG_MANAGER), shop.newcomer(Role.AUDITOR))) {
            reader.get(uri(shown) + "/history").expect(200);
            reader.get(uri(hidden) + "/history").expect(200);
        }
        updater.get(uri(hidden) + "/history").expect(200);
        guest.get(uri(hidden) + "/history").expect(403);
        shop.newcomer(Role.SELLER).get(uri(shown) + "/history").expect(403);
        shop.newcomer(Role.SELLER).get(uri(hidden) + "/history").expect(404);
        shop.anybody().get(uri(hidden) + "/history").expect(401);
    }

    @Test
    void isReadPageByPageWhileItGrows() {
        var seller = shop.newcomer(Role.SELLER);
        var id = id(seller.offers(Shop.tea()));
        for (var version = 1; version < 7; version++) {
            seller.patch(id, "*", new JsonObject().put("stock", version)).expect(200);
        }

        var versions = new ArrayList<Long>();
        var page = seller.get(uri(id) + "/history?limit=3").expect(200);
        seller.patch(id, "*", new JsonObject().put("stock", 99)).expect(200);
        while (true) {
            objects(page.items()).forEach(entry -> versions.add(entry.getLong("version")));
            if (page.json().getString("next") == null) {
                break;
            }
            page = seller.get(uri(id) + "/history?limit=3&cursor=" + page.json().getString("next"))
                    .expect(200);
        }

        assertThat(versions).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
        seller.get(uri(id) + "/history?cursor=x").expect(400);
    }

    private static JsonObject price(String amount) {
        return new JsonObject().put("amount", amount).put("currency", "EUR");
    }

    private static List<Object> differing(Shop.Reply reply) {
        return reply.json().getJsonArray("differing").stream().toList();
    }

    private static List<String> pointers(JsonObject entry) {
        return objects(entry.getJsonArray("changes")).stream()
                .map(change -> change.getString("pointer"))
                .toList();
    }

    private static List<JsonObject> objects(JsonArray items) {
        return items.stream().map(JsonObject.class::cast).toList();
    }

    private static String id(JsonObject product) {
        return product.getString("id");
    }

    private static String uri(String id) {
        return Shop.PRODUCTS + "/" + id;
    }
}
