package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

class LimitsOfDetailsTest {

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
    void namesEverythingThatIsWrongWithTheDetailsAtOnce() {
        var attributes = new JsonObject()
                .put("-x", "key")
                .put("tree", new JsonObject())
                .put("long", "x".repeat(1_001))
                .put("mixed", new JsonArray().add("a").add(1))
                .put("many", new JsonArray(Collections.nCopies(51, "a")))
                .put("fine", new JsonArray(Collections.nCopies(50, "a")));
        var nonsense = Shop.tea()
                .put("attributes", attributes)
                .put("slug", "Not-A-Slug")
                .put(
                        "images",
                        new JsonArray()
                                .add(new JsonObject().put("url", "javascript:alert(1)"))
                                .add(new JsonObject().put("url", "/relative").put("size", 1)))
                .put("categories", new JsonArray().add("tea"))
                .put("weightGrams", -1)
                .put("dimensions", new JsonObject().put("lengthMm", 1.5).put("widthMm", 1));

        assertThat(shop.newcomer(Role.SELLER).post(nonsense).expect(400).pointers())
                .containsExactly(
                        "/attributes/-x",
                        "/attributes/long",
                        "/attributes/many",
                        "/attributes/mixed",
                        "/attributes/tree",
                        "/categories/0",
                        "/dimensions/heightMm",
                        "/dimensions/lengthMm",
                        "/images/0/url",
                        "/images/1/size",
                        "/images/1/url",
                        "/slug",
                        "/weightGrams");
    }

    @Test
    void takesAHundredAttributesAndNoMoreHoweverTheyCome() {
        var seller = shop.newcomer(Role.SELLER);
        var hundred = new JsonObject();
        IntStream.range(0, 100).forEach(i -> hundred.put("a" + i, i));
        var tea = id(seller.offers(Shop.tea().put("attributes", hundred)));
        var oneMore = new JsonObject().put("attributes", new JsonObject().put("one", "more"));
        var another = new JsonObject()
                .put("attributes", new JsonObject().put("one", "more").putNull("a0"));

        assertThat(seller.post(Shop.tea().put("attributes", hundred.copy().put("one", "more")))
                        .expect(400)
                        .pointers())
                .containsExactly("/attributes");
        assertThat(seller.patch(tea, "*", oneMore).expect(400).pointers()).containsExactly("/attributes");
        seller.patch(tea, "\"1\"", another).expect(200);
    }

    @Test
    void refusesNumbersThatNoMachineCanHold() {
        var seller = shop.newcomer(Role.SELLER);
        for (var number : List.of("1e400", "1e-400", "1e2000000000", "1e-2000000000", "0.1234567890123")) {
            var body = Shop.tea().encode().replaceFirst("\\{", "{\"attributes\": {\"n\": " + number + "},");
            assertThat(Shop.await(seller.send(HttpMethod.POST, Shop.PRODUCTS, Map.of(), Buffer.buffer(body)))
                            .expect(400)
                            .pointers())
                    .as(number)
                    .containsExactly("/attributes/n");
        }
    }

    private static String id(JsonObject product) {
        return product.getString("id");
    }
}
