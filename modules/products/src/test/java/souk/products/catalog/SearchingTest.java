package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.security.Role;

/** Finding products by words, prices and attributes. */
class SearchingTest {

    private static final String LONG = "shoe ".repeat(600);

    private static Shop shop;
    private static Shop.Visitor seller;

    @BeforeAll
    static void open() {
        shop = Shop.searching();
        seller = shop.newcomer(Role.SELLER);
        offer("Running Shoes", "Light ones for the road.", "RS-1001", "89.90", "red", 42);
        offer("Leather Shoe", "For the office.", "LS-2002", "120.00", "black", "42");
        offer("Rotes Haus", "Ein Spielzeug aus Holz.", "HOLZ-7", "19.00", "red", "S");
        offer("Café Crème", "Du café moulu.", "CAFE-9", "4.50", "brown", 1);
        offer("Zapatos negros", "Calzado de piel.", "ZAP-3", "59.00", "black", 43.5);
        offer("Shoe polish", "Keeps running gear and everything of leather clean.", "POL-4", "4.50", "black", 0);
        offer("Keyboard", "Mechanical, with brown switches.", "KB-0815", "75.00", "black", "full");
        shop.indexed();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static void offer(String name, String description, String sku, String price, String colour, Object size) {
        seller.offers(Shop.tea()
                .put("name", name)
                .put("description", description)
                .put("sku", sku)
                .put("price", new JsonObject().put("amount", price).put("currency", "EUR"))
                .put("attributes", new JsonObject().put("colour", colour).put("size", size)));
    }

    private static Shop.Reply search(String query) {
        return shop.anybody().get(Shop.PRODUCTS + "?" + query);
    }

    private static List<String> found(String query) {
        return search(query).expect(200).items().stream()
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
        "leather shoe, Leather Shoe",
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
        assertThat(found("q=" + encoded(query))).first().isEqualTo(name);
    }

    @Test
    void findsOnlyWhatHasEveryWord() {
        assertThat(found("q=running+leather")).containsExactly("Shoe polish");
        assertThat(found("q=shoe")).containsExactlyInAnyOrder("Running Shoes", "Leather Shoe", "Shoe polish");
        assertThat(found("q=shoe+nothinglikethis")).isEmpty();
    }

    @Test
    void putsWhatIsOnlySimilarBehindWhatWasTyped() {
        offer("Lamp", "", "LAMP-1", "1.00", "red", 1);
        offer("Lump", "", "LUMP-1", "1.00", "red", 1);
        shop.indexed();

        assertThat(found("q=lump")).containsExactly("Lump", "Lamp");
        assertThat(found("q=lamp")).containsExactly("Lamp", "Lump");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "((((",
                "+-&&||!(){}[]^~*?:\\/",
                "name:shoe AND (",
                "*",
                "'; DROP TABLE products",
                "\u0000\u0001",
                "👟👟",
                "حذاء",
                "鞋",
                "\u202eshoe",
                "%",
                "\\",
                "shoe~99",
                "[a TO z]",
                "\uFFFF",
                "~~"
            })
    void takesWhateverIsTypedAsText(String words) {
        search("q=" + encoded(words)).expect(200);
    }

    @Test
    void looksAtTheFirstWordsOfALongText() {
        assertThat(found("q=" + encoded(LONG))).contains("Leather Shoe");
    }

    @ParameterizedTest
    @CsvSource({
        "attr.colour=red, Running Shoes;Rotes Haus",
        "attr.colour=red&attr.colour=brown&attr.size=1, Café Crème",
        "attr.size=42, Running Shoes;Leather Shoe",
        "attr.size=42.0, Running Shoes;Leather Shoe",
        "attr.size=43.50, Zapatos negros",
        "attr.size=40..50, Running Shoes;Zapatos negros",
        "attr.colour=Red, ''",
        "attr.colour=black&minPrice=60&maxPrice=120, Leather Shoe;Keyboard",
        "q=shoe&maxPrice=4.50, Shoe polish",
        "q=shoe&minPrice=4.51&currency=EUR, Running Shoes;Leather Shoe",
        "q=shoe&currency=USD, ''",
    })
    void findsByWhatProductsAre(String query, String names) {
        assertThat(found(query).stream().filter(name -> !name.startsWith("L") || name.startsWith("Le")))
                .containsExactlyInAnyOrder(names.isEmpty() ? new String[0] : names.split(";"));
    }

    @Test
    void ordersByPriceAndByNameWhateverItsCase() {
        assertThat(found("q=shoe&sort=price")).containsExactly("Shoe polish", "Running Shoes", "Leather Shoe");
        assertThat(found("q=shoe&sort=-price")).containsExactly("Leather Shoe", "Running Shoes", "Shoe polish");
        assertThat(found("q=shoe&sort=name")).containsExactly("Leather Shoe", "Running Shoes", "Shoe polish");
        assertThat(found("q=shoe&sort=-name")).containsExactly("Shoe polish", "Running Shoes", "Leather Shoe");
        assertThat(found("q=shoe&sort=created")).containsExactly("Running Shoes", "Leather Shoe", "Shoe polish");
        assertThat(found("q=shoe&sort=-created")).containsExactly("Shoe polish", "Leather Shoe", "Running Shoes");
    }

    @Test
    void countsByAttributesAndPrices() {
        var answer = search("q=shoe&facets=attr.colour,price&count=exact")
                .expect(200)
                .json();

        assertThat(answer.getLong("total")).isEqualTo(3);
        var facets = answer.getJsonObject("facets");
        assertThat(facets.getJsonArray("attr.colour"))
                .isEqualTo(new JsonArray("[{\"value\":\"black\",\"count\":2},{\"value\":\"red\",\"count\":1}]"));
        assertThat(facets.getJsonArray("price")).isEqualTo(new JsonArray("""
                        [{"from":"2","to":"5","count":1},{"from":"50","to":"100","count":1},
                         {"from":"100","to":"200","count":1}]"""));
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        var refused =
                search("q=shoe&sort=colour&minPrice=ten&currency=euro&category=7&inStock=maybe&status=old&facets=x"
                        + "&count=all&limit=0&attr.=1&unknown=1");

        assertThat(refused.expect(400).pointers())
                .contains(
                        "sort",
                        "minPrice",
                        "currency",
                        "category",
                        "inStock",
                        "status",
                        "facets",
                        "count",
                        "limit",
                        "attr.",
                        "unknown");
    }

    @Test
    void refusesADamagedCursorAndThatOfAnotherOrder() {
        var cursor = search("q=shoe&sort=price&limit=1").expect(200).json().getString("next");

        search("q=shoe&sort=price&limit=1&cursor=" + cursor).expect(200);
        search("q=shoe&sort=name&limit=1&cursor=" + cursor).expect(400);
        search("q=shoe&limit=1&cursor=" + cursor).expect(400);
        search("q=shoe&sort=price&limit=1&cursor=" + cursor.substring(1)).expect(400);
        search("sort=price&cursor=%00").expect(400);
    }

    @Test
    void leavesOutWhatIsReservedToTheLastPiece() {
        var product =
                seller.offers(Shop.tea().put("name", "Globe").put("stock", 2)).getString("id");
        seller.offers(Shop.tea().put("name", "Globe").put("stock", 0));
        shop.indexed();
        assertThat(found("q=globe")).hasSize(2);
        assertThat(found("q=globe&inStock=true")).hasSize(1);

        shop.database().execute("UPDATE stock SET reserved = 2 WHERE product_id = '" + product + "'");

        assertThat(found("q=globe&inStock=true")).isEmpty();
    }

    @Test
    void tellsThatItIsNotReadyBeforeThereIsAnIndexWhileTheNewestAreListed() {
        try (var early = Shop.open()) {
            var refused = early.anybody().get(Shop.PRODUCTS + "?q=tea").expect(503);

            assertThat(refused.header("retry-after")).isEqualTo("1");
            early.anybody().get(Shop.PRODUCTS).expect(200);
        }
    }
}
