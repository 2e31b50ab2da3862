package souk.products.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.security.Role;

/** What was exported can be imported again, and changes nothing. */
class RoundTripTest {

    private static final List<String> NASTY = List.of(
            "=HYPERLINK(\"http://evil.example\")",
            "+1",
            "-1",
            "@x",
            "'=1",
            "'quoted'",
            "a, b; c\td",
            "say \"hi\"",
            "two\nlines\r\nand three",
            " blanks around ",
            "<b>bold</b> & <script>alert(1)</script>",
            "&lt;",
            "\nbegins with a line",
            "日本 Ü 🙂",
            "5 < 6 && 7 > 6",
            "<pre>x</pre>");

    private static final Map<String, String> TYPES =
            Map.of("ndjson", "application/x-ndjson", "csv", "text/csv", "shopify", "text/csv");

    private static Counter counter;
    private static Counter.Sender seller;
    private static UUID category;

    @BeforeAll
    static void open() {
        counter = Counter.open();
        seller = counter.newcomer(Role.SELLER);
        category = UUID.randomUUID();
        counter.testDatabase.execute(
                "INSERT INTO categories (id, name, slug) VALUES ('" + category + "', 'Odd things', 'odd-things')");
        var file = Buffer.buffer();
        for (var i = 0; i < NASTY.size(); i++) {
            file.appendString(nasty(i).encode()).appendString("\n");
        }
        assertThat(seller.imports("", "application/x-ndjson", file).json().getInteger("created"))
                .isEqualTo(NASTY.size());
    }

    @AfterAll
    static void close() {
        counter.close();
    }

    private static JsonObject nasty(int i) {
        var text = NASTY.get(i);
        return new JsonObject()
                .put("sku", i % 2 == 0 ? "=N-" + i : "N-" + i)
                .put("name", text)
                .put("description", text)
                .put(
                        "price",
                        new JsonObject().put("amount", i == 3 ? "500" : "4.50").put("currency", i == 3 ? "JPY" : "EUR"))
                .put("stock", i)
                .put("status", List.of("active", "draft", "archived").get(i % 3))
                .put("visibility", i % 4 == 0 ? "private" : "public")
                .put("attributes", attributes(text, i))
                .put(
                        "images",
                        new JsonArray()
                                .add(image("https://s.example/" + i + ".jpg", text, 7))
                                .add(image("https://s.example/x.jpg", "", 2)))
                .put("categories", new JsonArray().add(category.toString()))
                .put("weightGrams", i == 5 ? null : i * 10)
                .put(
                        "dimensions",
                        i == 5
                                ? null
                                : new JsonObject()
                                        .put("lengthMm", 1)
                                        .put("widthMm", 2)
                                        .put("heightMm", i));
    }

    private static JsonObject attributes(String text, int i) {
        return new JsonObject()
                .put("vendor", text)
                .put("type", i % 2 == 0 ? "Odd" : 5)
                .put("tags", i % 2 == 0 ? new JsonArray().add("a").add("b c") : "a, b")
                .put("compare-at-price", i % 2 == 0 ? (Object) 12.50 : "much")
                .put("gift-card", i % 3 == 0)
                .put("Other.Key", true);
    }

    private static JsonObject image(String url, String alt, int position) {
        return new JsonObject().put("url", url).put("alt", alt).put("position", position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ndjson", "csv", "shopify"})
    void changesNothingOfItsSeller(String format) {
        var before = seller.exports("ndjson").toString();
        var file = seller.exports(format);

        var result = seller.imports("?format=" + format, TYPES.get(format), file);

        assertThat(result.verdicts()).noneMatch(verdict -> verdict.contains("failed") || verdict.contains("updated"));
        assertThat(result.json().getInteger("unchanged")).isEqualTo(NASTY.size());
        assertThat(seller.exports("ndjson").toString()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ndjson", "csv", "shopify"})
    void changesNothingOfAnybodyElseFromTheHandsOfAManager(String format) {
        var manager = counter.newcomer(Role.CATALOG_MANAGER);

        var result = manager.imports("?format=" + format, TYPES.get(format), manager.exports(format));

        assertThat(result.json().getInteger("unchanged")).isEqualTo(NASTY.size());
        assertThat(result.json().getInteger("created")).isZero();
    }

    @Test
    void givesASpreadsheetNothingToExecute() {
        for (var line : seller.exports("csv").toString().split("\r\n")) {
            for (var cell : line.split(",")) {
                assertThat(cell.replaceFirst("^\"", "")).doesNotStartWith("=").doesNotStartWith("@");
            }
        }
    }

    @Test
    void givesSellersTheirOwnProductsOnly() {
        assertThat(counter.newcomer(Role.SELLER).exports("ndjson").length()).isZero();
        assertThat(counter.newcomer(Role.CUSTOMER).get(Counter.EXPORT).statusCode())
                .isEqualTo(403);
        var auditor = counter.newcomer(Role.AUDITOR);
        assertThat(auditor.get(Counter.EXPORT + "?owner=" + UUID.randomUUID()).body())
                .isNull();
        assertThat(auditor.exports("ndjson").toString().split("\n")).hasSizeGreaterThanOrEqualTo(NASTY.size());
    }
}
