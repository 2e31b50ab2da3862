package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

class AdjustingStockTogetherTest {

    private static final int UNDECIDED = 503;

    private static Shop shop;

    private final Shop.Visitor seller = shop.newcomer(Role.SELLER);

    @BeforeAll
    static void open() {
        shop = Shop.open();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static String stock(JsonObject product) {
        return Shop.PRODUCTS + "/" + product.getString("id") + "/stock";
    }

    private static JsonObject by(long delta, String reason) {
        return new JsonObject().put("delta", delta).put("reason", reason);
    }

    private static long deltas(JsonObject product) {
        return shop.database()
                .number("SELECT sum(delta) FROM stock_movements WHERE product_id = '" + product.getString("id") + "'");
    }

    @Test
    void losesNothingOfFiftyAdjustmentsAtOnce() {
        var tea = seller.offers(Shop.tea().put("stock", 100));
        var tries = new ArrayList<Future<Shop.Reply>>();
        for (var i = 1; i <= 50; i++) {
            tries.add(patiently(tea, by(i % 2 == 0 ? i : -1, "count " + i), 1));
        }
        Shop.await(Future.join(tries));

        assertThat(tries).allSatisfy(reply -> reply.result().expect(201));
        var level = seller.get(stock(tea)).expect(200).json();
        var accepted = 100
                + tries.stream()
                        .mapToLong(reply ->
                                reply.result().json().getJsonObject("movement").getLong("delta"))
                        .sum();
        assertThat(level.getLong("onHand")).isEqualTo(accepted).isEqualTo(deltas(tea));
        assertThat(level.getLong("version")).isEqualTo(51);
        assertThat(shop.database().number("""
                SELECT count(*) FROM (
                  SELECT on_hand_after - sum(delta) OVER (ORDER BY at, id) AS off FROM stock_movements
                   WHERE product_id = '%s') m WHERE off <> 0""".formatted(tea.getString("id")))).isZero();
    }

    /** A 503 says that nothing is decided, and that the same request may be sent again. */
    private Future<Shop.Reply> patiently(JsonObject product, JsonObject body, int attempt) {
        var key = Map.of("idempotency-key", body.getString("reason"));
        return seller.send(HttpMethod.POST, stock(product) + "/adjustments", key, body.toBuffer())
                .compose(reply -> reply.status() == UNDECIDED && attempt < 10
                        ? shop.pause(attempt).compose(rested -> patiently(product, body, attempt + 1))
                        : Future.succeededFuture(reply));
    }
}
