package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import souk.shared.security.Role;

/** Finding products by words. */
class SearchingTest {

    private static Shop shop;
    private static Shop.Visitor seller;

    @BeforeAll
    static void open() {
        shop = Shop.searching();
        seller = shop.newcomer(Role.SELLER);
        offer("Running Shoes", "Light ones for the road.", "RS-1001");
        offer("Leather Shoe", "For the office.", "LS-2002");
        offer("Rotes Haus", "Ein Spielzeug aus Holz.", "HOLZ-7");
        offer("Café Crème", "Du café moulu.", "CAFE-9");
        offer("Zapatos negros", "Calzado de piel.", "ZAP-3");
        offer("Shoe polish", "Keeps running gear and everything of leather clean.", "POL-4");
        offer("Keyboard", "Mechanical, with brown switches.", "KB-0815");
        shop.indexed();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static void offer(String name, String description, String sku) {
        seller.offers(
                Shop.tea().put("name", name).put("description", description).put("sku", sku));
    }

    private static List<String> found(String query) {
        return shop.anybody().get(Shop.PRODUCTS + "?q=" + encoded(query)).expect(200).items().stream()
                .map(item -> ((JsonObject) item).getString("name"))
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "shoe running, Running Shoes",
        "RUNNING SHOES, Running Shoes",
        "häuser, Rotes Haus",
        "cafe creme, Café Crème",
        "CAFÉ, Café Crème",
        "zapato, Zapatos negros",
        "mechanical, Keyboard",
        "kb-0815, Keyboard",
        "kb-08, Keyboard",
        "keyb, Keyboard",
        "keybaord, Keyboard",
        "runing shose, Running Shoes",
    })
    void findsFirst(String query, String name) {
        assertThat(found(query)).first().isEqualTo(name);
    }
}
