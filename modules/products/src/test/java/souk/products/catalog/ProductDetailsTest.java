package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

class ProductDetailsTest {

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
    void keepsAllThatIsSaidOfAProduct() {
        var seller = shop.newcomer(Role.SELLER);
        var details = details(category(), category());

        var product = seller.offers(Shop.tea().mergeIn(details));

        details.forEach(member -> assertThat(product.getValue(member.getKey()))
                .as(member.getKey())
                .isEqualTo(member.getValue()));
        assertThat(shop.anybody().get(uri(product)).json()).isEqualTo(product);
        assertThat(shop.anybody().get(Shop.PRODUCTS).items()).contains(product);
    }

    @Test
    void keepsNumbersExactlyAndWritesEqualOnesAlike() {
        var seller = shop.newcomer(Role.SELLER);
        var body = Shop.tea().encode().replaceFirst("\\{", """
                {"attributes": {"b": 1.50, "a": 123456789012345678.123456789012, "c": 1e3, "d": 0.10},""");

        var reply = Shop.await(seller.send(HttpMethod.POST, Shop.PRODUCTS, Map.of(), Buffer.buffer(body)))
                .expect(201);

        assertThat(reply.response().bodyAsString())
                .contains("\"attributes\":{\"a\":123456789012345678.123456789012,\"b\":1.5,\"c\":1000,\"d\":0.1}");
        assertThat(seller.get(reply.header("location")).response().body())
                .isEqualTo(reply.response().body());
    }

    @Test
    void showsImagesInTheOrderOfTheirPositions() {
        var seller = shop.newcomer(Role.SELLER);
        var images = new JsonArray()
                .add(new JsonObject().put("url", "https://souk.example/b.jpg").put("position", 7))
                .add(new JsonObject().put("url", "https://souk.example/c.jpg").put("position", 7))
                .add(new JsonObject().put("url", "https://souk.example/a.jpg").put("alt", "A tin"));

        var product = seller.offers(Shop.tea().put("images", images));

        assertThat(product.getJsonArray("images").encode()).isEqualTo("""
                [{"url":"https://souk.example/a.jpg","alt":"A tin","position":2},\
                {"url":"https://souk.example/b.jpg","alt":"","position":7},\
                {"url":"https://souk.example/c.jpg","alt":"","position":7}]""");
    }

    @Test
    void makesASlugOfTheNameAndTheIdWhereNoneIsGiven() {
        var seller = shop.newcomer(Role.SELLER);

        var tea = seller.offers(Shop.tea().put("name", " Crème Brûlée & Straßentee №1 "));
        var unnameable = seller.offers(Shop.tea().put("name", "お茶"));

        assertThat(tea.getString("slug")).isEqualTo("creme-brulee-strassentee-no1-" + tail(tea));
        assertThat(unnameable.getString("slug")).isEqualTo(tail(unnameable));
        seller.offers(Shop.tea().put("name", "x".repeat(200)));
    }

    @Test
    void refusesTheSlugAndTheSkuOfAnotherProductOfTheSellerAtOnce() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = Shop.tea().put("slug", "assam");
        seller.offers(tea);
        var other = seller.offers(Shop.tea());

        assertThat(seller.post(tea).expect(409).pointers()).containsExactly("/sku", "/slug");
        assertThat(seller.post(Shop.tea().put("slug", "assam")).expect(409).pointers())
                .containsExactly("/slug");
        assertThat(seller.patch(id(other), "\"1\"", new JsonObject().put("slug", "assam"))
                        .expect(409)
                        .pointers())
                .containsExactly("/slug");
        shop.newcomer(Role.SELLER).post(tea).expect(201);
    }

    @Test
    void namesEveryCategoryThatThereIsNot() {
        var seller = shop.newcomer(Role.SELLER);
        var known = category();
        var categories = new JsonArray()
                .add(UUID.randomUUID().toString())
                .add(known)
                .add(UUID.randomUUID().toString());
        var product = seller.offers(Shop.tea());

        assertThat(seller.post(Shop.tea().put("categories", categories))
                        .expect(400)
                        .pointers())
                .containsExactly("/categories/0", "/categories/2");
        for (var ifMatch : List.of("\"1\"", "*")) {
            assertThat(seller.patch(id(product), ifMatch, new JsonObject().put("categories", categories))
                            .expect(400)
                            .pointers())
                    .containsExactly("/categories/0", "/categories/2");
        }
        assertThat(seller.get(uri(product)).json()).isEqualTo(product);
    }

    @Test
    void mergesAttributesAndRemovesWhatIsNull() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = seller.offers(Shop.tea().mergeIn(details(category())));
        var patch = new JsonObject()
                .put(
                        "attributes",
                        new JsonObject().putNull("colour").putNull("size").put("organic", false));

        var patched = seller.patch(id(tea), "\"1\"", patch).expect(200).json();

        var left = tea.getJsonObject("attributes").copy().put("organic", false);
        left.remove("colour");
        assertThat(patched.getJsonObject("attributes")).isEqualTo(left);
        assertThat(without(patched, "attributes")).isEqualTo(without(tea, "attributes"));
    }

    @Test
    void emptiesWhatAPatchSetsToNullAndWhatAPutLeavesOutButKeepsTheSlug() {
        var seller = shop.newcomer(Role.SELLER);
        var body = Shop.tea().put("slug", "kept-" + UUID.randomUUID());
        var full = seller.offers(details(category()).mergeIn(body));
        var nothing = new JsonObject();
        List.of("attributes", "images", "categories", "weightGrams", "dimensions")
                .forEach(nothing::putNull);

        var patched = seller.patch(id(full), "\"1\"", nothing).expect(200).json();
        seller.put(id(full), "\"2\"", details(category()).mergeIn(body)).expect(200);
        var put = seller.put(id(full), "\"3\"", Shop.tea().put("sku", body.getString("sku")))
                .expect(200)
                .json();

        for (var emptied : List.of(patched, put)) {
            assertThat(emptied.getString("slug")).isEqualTo(body.getString("slug"));
            assertThat(emptied.getJsonObject("attributes")).isEmpty();
            assertThat(emptied.getJsonArray("images")).isEmpty();
            assertThat(emptied.getJsonArray("categories")).isEmpty();
            assertThat(emptied.getValue("weightGrams")).isNull();
            assertThat(emptied.getValue("dimensions")).isNull();
        }
    }

    @Test
    void completesDimensionsThatAreGivenInPart() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = seller.offers(Shop.tea().mergeIn(details()));
        var higher = new JsonObject().put("dimensions", new JsonObject().put("heightMm", 99));

        assertThat(seller.patch(id(tea), "\"1\"", higher).expect(200).json().getJsonObject("dimensions"))
                .isEqualTo(tea.getJsonObject("dimensions").copy().put("heightMm", 99));
        assertThat(seller.patch(id(seller.offers(Shop.tea())), "*", higher)
                        .expect(400)
                        .pointers())
                .containsExactly("/dimensions/lengthMm", "/dimensions/widthMm");
    }

    private static JsonObject details(String... categories) {
        return new JsonObject()
                .put("slug", "tea-" + UUID.randomUUID())
                .put(
                        "attributes",
                        new JsonObject()
                                .put("colour", "red")
                                .put("organic", true)
                                .put("caffeine", 2.5)
                                .put("origins", new JsonArray().add("Assam").add("Darjeeling")))
                .put(
                        "images",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("url", "https://souk.example/tea.jpg")
                                        .put("alt", "A cup of tea")
                                        .put("position", 0)))
                .put("categories", new JsonArray(List.of(categories)))
                .put("weightGrams", 120)
                .put(
                        "dimensions",
                        new JsonObject().put("lengthMm", 10).put("widthMm", 20).put("heightMm", 30));
    }

    private static String category() {
        var id = UUID.randomUUID().toString();
        shop.database().execute("INSERT INTO categories (id, name, slug) VALUES ('%1$s', 'Tea', '%1$s')".formatted(id));
        return id;
    }

    private static JsonObject without(JsonObject product, String member) {
        var rest = product.copy();
        List.of(member, "version", "updatedAt").forEach(rest::remove);
        return rest;
    }

    private static String tail(JsonObject product) {
        return id(product).substring(28);
    }

    private static String id(JsonObject product) {
        return product.getString("id");
    }

    private static String uri(JsonObject product) {
        return Shop.PRODUCTS + "/" + id(product);
    }
}
