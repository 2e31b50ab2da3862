package souk.products.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

/** Files of other shops. */
class ForeignFilesTest {

    private static final String SHOPIFY = """
            Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,\
            Option2 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,\
            Variant Compare At Price,Variant Barcode,Image Src,Image Position,Image Alt Text,Gift Card,SEO Title,\
            Variant Image,Variant Weight Unit,Cost per item,Status
            anchor,Anchor Bracelet,"<p>Black <b>leather</b>,<br>with &amp; for men.</p><script>x()</script>",Company 123,\
            Apparel & Accessories > Jewelry,Bracelet,"Gold, Leather",true,Color,Gold,Size,M,,120,shopify,-3,69.99,85,\
            '0123,https://shop.example/anchor.jpg,1,An anchor,false,Anchors,https://shop.example/gold.jpg,kg,12.50,active
            anchor,,,,,,,,,Silver,,L,AB-S,0,shopify,4,55,,,https://shop.example/side.jpg,2,,,,,kg,,
            anchor,,,,,,,,,,,,,,,,,,,https://shop.example/back.jpg,3,From behind,,,,,,
            ring,Ring,,Company 123,,,,true,Title,Default Title,,,R-1,,,,ten,,,,,,,,,,,draft
            ,No handle,,,,,,,,,,,,,,,1.00,,,,,,,,,,,
            """;

    private static final String NEWER = """
            Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,\
            Option1 name,Option1 value,Price,Compare-at price,Cost per item,Inventory quantity,Weight value (grams),\
            Product image URL,Image position,Image alt text,SEO title,Color (product.metafields.shopify.color-pattern)
            Clay Pot,clay-pot,For plants,Potter,,Outdoor,,TRUE,Active,,,Size,Large,15.99,20.00,7,3,900,\
            https://shop.example/pot.jpg,1,,Pots,terracotta
            ,clay-pot,,,,,,,,POT-S,,,Small,9.99,,,8,400,,,,,
            Hidden,hidden,,Potter,,,,FALSE,Active,HID,,Title,Default Title,5.00,,,1,,,,,,
            """;

    private static Counter counter;
    private final Counter.Sender seller = counter.newcomer(Role.SELLER);

    @BeforeAll
    static void open() {
        counter = Counter.open();
    }

    @AfterAll
    static void close() {
        counter.close();
    }

    @Test
    void eachVariantOfShopifyIsAProductWithTheImagesOfAll() {
        var category = UUID.randomUUID();
        counter.testDatabase.execute(
                "INSERT INTO categories (id, name, slug) VALUES ('" + category + "', 'bracelet', 'bracelet')");

        var result = seller.imports("?currency=USD", "text/csv", SHOPIFY);

        assertThat(result.verdicts())
                .containsExactly(
                        "2 created anchor-Gold-M",
                        "3 created AB-S",
                        "4 joined anchor-Gold-M",
                        "5 failed R-1 [Variant Price must be a decimal number such as \"19.99\"]",
                        "6 failed null [Handle is missing]");
        assertThat(result.json().getString("format")).isEqualTo("shopify");
        var gold = seller.product("anchor-Gold-M");
        assertThat(gold.getString("name")).isEqualTo("Anchor Bracelet – Gold / M");
        assertThat(gold.getString("slug")).isEqualTo("anchor-gold-m");
        assertThat(gold.getString("description")).isEqualTo("Black leather,\nwith & for men.");
        assertThat(gold.getInteger("stock")).isZero();
        assertThat(gold.getInteger("weightGrams")).isEqualTo(120);
        assertThat(gold.getJsonArray("categories")).containsExactly(category.toString());
        assertThat(gold.getJsonObject("attributes").encode())
                .isEqualTo("{\"barcode\":\"0123\",\"category\":\"Apparel & Accessories > Jewelry\",\"color\":\"Gold\","
                        + "\"compare-at-price\":85,\"seo-title\":\"Anchors\",\"size\":\"M\","
                        + "\"tags\":[\"Gold\",\"Leather\"],\"type\":\"Bracelet\",\"vendor\":\"Company 123\"}");
        assertThat(gold.getJsonArray("images").stream().map(image -> ((JsonObject) image).getString("url")))
                .containsExactly(
                        "https://shop.example/gold.jpg",
                        "https://shop.example/anchor.jpg",
                        "https://shop.example/side.jpg",
                        "https://shop.example/back.jpg");
        assertThat(seller.imports("?currency=USD", "text/csv", SHOPIFY).counts())
                .isEqualTo("done created 0 updated 0 unchanged 2 failed 2");
    }

    @Test
    void knowsTheNamesThatShopifysColumnsHaveNow() {
        assertThat(seller.imports("?currency=USD", "text/csv", NEWER).verdicts())
                .containsExactly("2 created clay-pot-Large", "3 created POT-S", "4 created HID");
        var pot = seller.product("POT-S");
        assertThat(pot.getString("name")).isEqualTo("Clay Pot – Small");
        assertThat(pot.getString("description")).isEqualTo("For plants");
        assertThat(pot.getInteger("stock")).isEqualTo(8);
        assertThat(pot.getJsonObject("attributes").getString("color")).isEqualTo("terracotta");
        assertThat(pot.getJsonObject("attributes").encode()).doesNotContain("cost");
        assertThat(seller.product("HID").getString("visibility")).isEqualTo("private");
    }

    @Test
    void readsCataloguesOfOtherShopsWhateverTheyCallThings() {
        var file = """
                {"total": 4, "meta": {"links": [{"href": "]"}]}, "products": [
                  {"id": 1, "title": "Mascara", "price": 9.99, "stock": 5, "brand": "Essence", "rating": 4.94,
                   "tags": ["beauty"], "sku": "RCH45Q1A", "reviews": [{"stars": 2}], "images": ["https://s.example/1 2.png"]},
                  {"sku": 43900, "name": "Batteries", "price": 5.49, "category": [{"id": "a", "name": "Home"},
                   {"id": "b", "name": "Power"}], "image": "http://s.example/x.jpg", "upc": "041333424019"},
                  {"@type": "Product", "name": "Hat", "sku": "H 1", "offers": {"price": "1.299,50 €"}},
                  {"id": 7, "title": "Pod", "handle": "pod", "options": [{"name": "Color"}], "variants": [
                    {"id": 1, "title": "Pink", "price": "199.00", "sku": "P", "option1": "Pink", "inventory_quantity": 3},
                    {"id": 2, "title": "Red", "price": "199.00", "option1": "Red"}]},
                  {"title": "no price"}, 17
                ]}""";
        var result = seller.imports("?currency=USD", "application/json", file);

        assertThat(result.verdicts())
                .containsExactly(
                        "1 created RCH45Q1A",
                        "2 created 43900",
                        "3 created H-1",
                        "4 created P",
                        "4 created pod-Red",
                        "5 failed null [/price is missing] [/sku is missing]",
                        "6 failed null [ must be an object]");
        assertThat(result.lines().getJsonObject(0).getJsonArray("notes"))
                .containsExactly("reviews is left out: it is nested");
        assertThat(seller.product("43900").getJsonObject("attributes").getString("category"))
                .isEqualTo("Home > Power");
        assertThat(seller.product("H-1").getJsonObject("price"))
                .isEqualTo(new JsonObject().put("amount", "1299.50").put("currency", "EUR"));
        assertThat(seller.product("pod-Red").getJsonObject("attributes").getString("color"))
                .isEqualTo("Red");
    }

    @Test
    void saysWhereADocumentThatIsCutOffEnds() {
        var result = seller.imports(
                "?format=json", "text/csv", "{\"data\": {\"items\": [{\"id\": 1, \"name\": \"x\", \"price\": 1},");

        assertThat(result.counts()).isEqualTo("failed created 1 updated 0 unchanged 0 failed 0");
        assertThat(result.json().getJsonObject("problem").getString("detail"))
                .isEqualTo("The document ends before it is complete.");
        assertThat(seller.imports("?format=json", "text/csv", "{\"hello\": 1}")
                        .json()
                        .getJsonObject("problem")
                        .getString("detail"))
                .isEqualTo("There is no array of products in it.");
    }
}
