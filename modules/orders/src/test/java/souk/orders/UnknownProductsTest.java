package souk.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.orders.RunningOrders.line;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.id.UuidV7;
import souk.shared.security.Role;

/** An order with products that cannot be ordered is told in which of its lines they stand, as the client counts. */
class UnknownProductsTest {

    private static RunningOrders orders;

    private final String ann = orders.account(Role.CUSTOMER);
    private final UUID lamp = UuidV7.next();
    private final UUID early = UuidV7.next();
    private final UUID late = UuidV7.next();

    @BeforeAll
    static void open() {
        orders = new RunningOrders();
    }

    @AfterAll
    static void close() {
        orders.close();
    }

    private static JsonObject lines(JsonObject... lines) {
        return new JsonObject().put("lines", new JsonArray(List.of(lines)));
    }

    private List<Map.Entry<String, String>> errors(JsonObject order) {
        var response = orders.place(ann, order);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.bodyAsJsonObject().getString("code")).isEqualTo("unknown-product");
        return response.bodyAsJsonObject().getJsonArray("errors").stream()
                .map(JsonObject.class::cast)
                .map(error -> Map.entry(error.getString("pointer"), error.getString("detail")))
                .toList();
    }

    private static Map.Entry<String, String> error(String pointer, UUID product) {
        return Map.entry(pointer, "product " + product + " does not exist or is not for sale");
    }

    @Test
    void namesEachUnknownLineAtTheClientsIndexWhateverTheOrderOfTheIds() {
        orders.withdraw(early, late);
        assertThat(errors(lines(line(late, 1), line(lamp, 2), line(early, 3))))
                .containsExactly(error("/lines/0/productId", late), error("/lines/2/productId", early));
    }

    @Test
    void namesEveryLineOfAProductThatTheClientNamedTwice() {
        orders.withdraw(late);
        assertThat(errors(lines(line(late, 1), line(lamp, 2), line(late, 3))))
                .containsExactly(error("/lines/0/productId", late), error("/lines/2/productId", late));
    }

    @Test
    void namesTheProductOfABodyWithoutLines() {
        orders.withdraw(early);
        assertThat(errors(line(early, 1))).containsExactly(error("/productId", early));
    }

    @Test
    void aRepeatGetsTheSameRefusalByteForByte() {
        orders.withdraw(early, late);
        var order = lines(line(late, 1), line(lamp, 2), line(early, 3));
        var bodies = Stream.of(1, 2, 3)
                .map(time -> orders.place(ann, order, "idempotency-key", "unknown-1"))
                .map(response -> response.bodyAsString())
                .collect(Collectors.toSet());
        assertThat(bodies).singleElement().asString().contains("/lines/0/productId", "/lines/2/productId");
    }

    @Test
    void theSameOrderInOtherLinesIsStillTheSameRequest() {
        orders.withdraw(early);
        var first = orders.place(ann, lines(line(early, 3)), "idempotency-key", "unknown-2");
        var second = orders.place(ann, lines(line(early, 1), line(early, 2)), "idempotency-key", "unknown-2");
        assertThat(second.statusCode()).isEqualTo(422);
        assertThat(second.bodyAsString()).isEqualTo(first.bodyAsString());
    }
}
