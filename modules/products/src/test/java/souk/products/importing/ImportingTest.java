package souk.products.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

/** What becomes of files in our own formats. */
class ImportingTest {

    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";

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

    private static String line(String sku, String more) {
        return "{\"sku\":\"" + sku + "\",\"name\":\"Assam\",\"price\":{\"amount\":\"4.50\",\"currency\":\"EUR\"}" + more
                + "}\n";
    }

    @Test
    void createsWhatIsNewChangesWhatIsDifferentAndLeavesTheRest() {
        assertThat(seller.imports("", NDJSON, line("A", ",\"stock\":5") + line("B", ""))
                        .counts())
                .isEqualTo("done created 2 updated 0 unchanged 0 failed 0");

        var again = seller.imports("", NDJSON, line("A", ",\"stock\":7") + line("B", "") + line("C", ""));

        assertThat(again.verdicts()).containsExactly("1 updated A", "2 unchanged B", "3 created C");
        var product = seller.product("A");
        assertThat(product.getInteger("stock")).isEqualTo(7);
        assertThat(product.getInteger("version")).isEqualTo(2);
        assertThat(counter.testDatabase.value(
                        "SELECT sum(delta) FROM stock_movements WHERE product_id = '" + product.getString("id") + "'"))
                .isEqualTo("7");
        assertThat(counter.testDatabase.value("SELECT changes ->> 'stock' FROM product_history WHERE version = 2 AND"
                        + " product_id = '" + product.getString("id") + "'"))
                .isEqualTo("{\"to\": 7, \"from\": 5}");
    }

    @Test
    void letsALineFailAloneWithAllThatIsWrongWithIt() {
        var bad =
                "{\"sku\":\"has blanks\",\"name\":\"\",\"price\":{\"amount\":\"1.999\",\"currency\":\"EUR\"},\"stock\":1.5,"
                        + "\"colour\":\"red\"}\n";
        var result = seller.imports("", NDJSON, line("D", "") + bad + "{\"sku\":\n[1]\n\n" + line("E", ""));

        assertThat(result.verdicts())
                .containsExactly(
                        "1 created D",
                        "2 failed has blanks [/colour is not known here] [/name must have 1 to 200 characters]"
                                + " [/price/amount EUR has 2 decimals]"
                                + " [/sku must have printable characters only, without spaces]"
                                + " [/stock must be a whole number from 0 to 1000000000]",
                        "3 failed null [ The line is not well-formed JSON at line 1, column 8.]",
                        "4 failed null [ must be an object]",
                        "6 created E");
        assertThat(result.json().getJsonObject("lines"))
                .isEqualTo(new JsonObject().put("done", 6).put("total", 6));
    }

    @Test
    void aLineSeesWhatAnEarlierLineOfTheSameFileDid() {
        var result = seller.imports(
                "", NDJSON, line("F", ",\"stock\":1") + line("F", ",\"stock\":2") + line("F", ",\"stock\":2"));

        assertThat(result.verdicts()).containsExactly("1 created F", "2 updated F", "3 unchanged F");
    }

    @Test
    void aDryRunSaysWhatWouldBeDoneAndDoesNothing() {
        seller.imports("", NDJSON, line("G", ""));
        var result = seller.imports(
                "?dryRun=true", NDJSON, line("G", ",\"stock\":3") + line("H", "") + line("I,", ",\"stock\":-1"));

        assertThat(result.verdicts())
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("1 updated G"),
                        second -> assertThat(second).isEqualTo("2 created H"),
                        third -> assertThat(third).startsWith("3 failed I,"));
        assertThat(seller.exports("ndjson").toString().split("\n")).hasSize(1);
        assertThat(seller.product("G").getInteger("version")).isEqualTo(1);
    }

    @Test
    void readsOurColumnsAndNamesThemInViolations() {
        var file = "sku,name,price,stock,attr.colour,weightGrams\r\n"
                + "J,\"Tea, \"\"fine\"\"\nand loose\",4.5,3,green,250\r\n"
                + "K,Coffee,many,3.5,,\r\n"
                + "L,Cocoa,3.00\r\n"
                + "M,Milk,1.00,1,white,1000,too much\r\n";
        var result = seller.imports("?currency=CHF", CSV, file);

        assertThat(result.verdicts())
                .containsExactly(
                        "2 created J",
                        "4 failed K [price must be a decimal number such as \"19.99\"]"
                                + " [stock must be a whole number from 0 to 1000000000]",
                        "5 created L",
                        "6 failed null [ has 7 cells, the header 6]");
        var product = seller.product("J");
        assertThat(product.getString("name")).isEqualTo("Tea, \"fine\"\nand loose");
        assertThat(product.getJsonObject("price"))
                .isEqualTo(new JsonObject().put("amount", "4.50").put("currency", "CHF"));
        assertThat(product.getJsonObject("attributes").getString("colour")).isEqualTo("green");
        assertThat(product.getInteger("weightGrams")).isEqualTo(250);
    }

    @Test
    void refusesAFileWithColumnsThatNobodyKnows() {
        var result = seller.imports("?format=csv", CSV, "sku,name,price,colour,sku\nN,x,1.00,red,N\n");

        assertThat(result.json().getString("state")).isEqualTo("failed");
        assertThat(result.json().getJsonObject("problem").getJsonArray("errors").encode())
                .contains("\"pointer\":\"colour\"", "is not known here", "is there more than once");
        assertThat(result.lines()).isEmpty();
    }

    @Test
    void goesOnBehindQuotesThatAreWrongAndLinesThatAreTooLong() {
        var file = "sku,name,price\n"
                + "O,\"never closed,1.00\n"
                + "P,fine,1.00\n"
                + "Q,\"closed\" early,1.00\n"
                + "R," + "x".repeat(10_000_000) + ",1.00\n"
                + "S,fine,1.00\n"
                + "T,with\0nul,1.00\n"
                + "U,last without a line end,1.00";
        var result = seller.imports("", CSV, file);

        assertThat(result.verdicts())
                .containsExactly(
                        "2 failed null [ has a quote that is not closed]",
                        "3 created P",
                        "4 failed null [ has something behind a closing quote]",
                        "5 failed null [ has more than 1048576 bytes]",
                        "6 created S",
                        "7 failed T [name must not contain control characters or halves of surrogate pairs]",
                        "8 created U");
    }

    @Test
    void understandsOtherEncodingsOrSaysSo() {
        var file = "sku,name,price\nÄ1,Käse,1.00\n";
        var utf16 = Buffer.buffer().appendBytes(new byte[] {(byte) 0xFF, (byte) 0xFE});
        utf16.appendBytes(file.getBytes(StandardCharsets.UTF_16LE));
        assertThat(seller.imports("", CSV, Buffer.buffer("\uFEFF" + file)).counts())
                .isEqualTo("done created 1 updated 0 unchanged 0 failed 0");
        assertThat(seller.imports("", CSV, utf16).counts()).isEqualTo("done created 0 updated 0 unchanged 1 failed 0");
        var latin = Buffer.buffer(file.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(seller.send("", CSV, latin).statusCode()).isEqualTo(202);
        assertThat(seller.imports("", CSV, latin).verdicts())
                .containsExactly("2 failed null [ is not in UTF-8; name the encoding as charset in the Content-Type]");
        assertThat(seller.product("Ä1").getString("name")).isEqualTo("Käse");
    }

    @Test
    void aFileWithoutLinesIsNoTrouble() {
        assertThat(seller.imports("", CSV, "sku,name,price\n").counts())
                .isEqualTo("done created 0 updated 0 unchanged 0 failed 0");
        assertThat(seller.send("", CSV, Buffer.buffer()).statusCode()).isEqualTo(400);
        assertThat(seller.send("", "application/pdf", Buffer.buffer("%PDF")).statusCode())
                .isEqualTo(415);
        assertThat(seller.send("?currency=XXX&dryRun=1&colour=red", CSV, Buffer.buffer("x"))
                        .bodyAsJsonObject()
                        .getJsonArray("errors"))
                .hasSize(3);
    }

    @Test
    void takesARequestWithTheSameKeyForTheSame() {
        var headers = Map.of("content-type", NDJSON, "idempotency-key", "delivery-7");
        var first = seller.call(HttpMethod.POST, Counter.UPLOAD, headers, Buffer.buffer(line("V", "")));
        var again = seller.call(HttpMethod.POST, Counter.UPLOAD, headers, Buffer.buffer(line("V", "")));
        var other = seller.call(HttpMethod.POST, Counter.UPLOAD, headers, Buffer.buffer(line("W", "")));

        assertThat(again.getHeader("location")).isEqualTo(first.getHeader("location"));
        assertThat(again.getHeader("idempotency-replayed")).isEqualTo("true");
        assertThat(other.statusCode()).isEqualTo(422);
    }

    @Test
    void overwritesNobodysChangeUnseen() {
        seller.imports("", NDJSON, line("X", ""));
        var result = seller.imports(
                "", NDJSON, line("X", ",\"stock\":4,\"version\":1") + line("X", ",\"stock\":9,\"version\":1"));

        assertThat(result.verdicts()).containsExactly("1 updated X", "2 failed X [/version is not the present one, 2]");
    }

    @Test
    void showsImportsToTheirMakersAndCatalogueManagersOnly() {
        var result = seller.imports("", NDJSON, line("Y", ""));
        assertThat(counter.newcomer(Role.SELLER).get(result.location()).statusCode())
                .isEqualTo(404);
        assertThat(counter.newcomer(Role.CUSTOMER).get(result.location()).statusCode())
                .isEqualTo(403);
        assertThat(counter.newcomer(Role.CATALOG_MANAGER)
                        .get(result.location() + "/lines")
                        .statusCode())
                .isEqualTo(200);
        assertThat(counter.newcomer(Role.SELLER)
                        .call(HttpMethod.DELETE, result.location(), Map.of(), null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void changesProductsOfOthersOnlyForCatalogueManagers() {
        seller.imports("", NDJSON, line("Z", ""));
        var theirs = line("Z", ",\"stock\":8,\"sellerId\":\"" + seller.account + "\"");

        assertThat(counter.newcomer(Role.SELLER).imports("", NDJSON, theirs).verdicts())
                .containsExactly("1 failed Z [/sellerId is not you]");
        assertThat(counter.newcomer(Role.CATALOG_MANAGER)
                        .imports("", NDJSON, theirs)
                        .verdicts())
                .containsExactly("1 updated Z");
        assertThat(seller.product("Z").getInteger("stock")).isEqualTo(8);
    }
}
