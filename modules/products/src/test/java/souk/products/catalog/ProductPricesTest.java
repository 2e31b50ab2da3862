package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

class ProductPricesTest {

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
    void tellsEverybodyWhoSeesTheProductWhatItHasCostAndWhen() {
        var seller = shop.newcomer(Role.SELLER);
        var id = id(seller.offers(Shop.tea()));
        costs(seller, id, "3.00", "EUR");
        seller.patch(id, "*", new JsonObject().put("stock", 1)).expect(200);
        costs(seller, id, "4.00", "EUR");

        var prices = shop.anybody().get(uri(id) + "/prices").expect(200).json();
        var periods = objects(prices.getJsonArray("items"));

        assertThat(periods)
                .extracting(period -> period.getJsonObject("price").getString("amount"))
                .containsExactly("4.00", "3.00", "4.50");
        assertThat(periods.get(0).getValue("until")).isNull();
        assertThat(periods.get(1).getString("until")).isEqualTo(periods.get(0).getString("from"));
        assertThat(periods.get(2).getString("until")).isEqualTo(periods.get(1).getString("from"));
        assertThat(prices.getJsonObject("lowest30Days").getString("amount")).isEqualTo("3.00");
    }

    @Test
    void forgetsPricesThatEndedMoreThanThirtyDaysAgoInTheLowest() {
        var seller = shop.newcomer(Role.SELLER);
        var id = id(seller.offers(Shop.tea()));
        costs(seller, id, "1.00", "EUR");
        costs(seller, id, "2.00", "EUR");
        costs(seller, id, "3.00", "EUR");
        costs(seller, id, "0.50", "USD");
        costs(seller, id, "4.00", "EUR");

        happened(id, 1, 50);
        happened(id, 2, 40);
        happened(id, 3, 35);
        happened(id, 4, 20);

        assertThat(lowest(id)).isEqualTo("2.00");
        happened(id, 4, 31);
        assertThat(lowest(id)).isEqualTo("3.00");
    }

    @Test
    void knowsWhatAProductCostThatIsOlderThanItsHistory() {
        var seller = shop.newcomer(Role.SELLER);
        var id = id(seller.offers(Shop.tea()));
        shop.database().execute("DELETE FROM product_history WHERE product_id = '" + id + "'");

        assertThat(amounts(id)).containsExactly("4.50");
        assertThat(lowest(id)).isEqualTo("4.50");
        costs(seller, id, "5.00", "EUR");
        assertThat(amounts(id)).containsExactly("5.00", "4.50");
        assertThat(lowest(id)).isEqualTo("4.50");
    }

    @Test
    void areReadPageByPage() {
        var seller = shop.newcomer(Role.SELLER);
        var id = id(seller.offers(Shop.tea()));
        List.of("1.00", "2.00", "3.00", "5.00").forEach(amount -> costs(seller, id, amount, "EUR"));
        var whole = objects(seller.get(uri(id) + "/prices").items());

        var periods = new ArrayList<JsonObject>();
        String next = "";
        while (next != null) {
            var page = seller.get(uri(id) + "/prices?limit=2" + (next.isEmpty() ? "" : "&cursor=" + next))
                    .expect(200);
            periods.addAll(objects(page.items()));
            next = page.json().getString("next");
        }

        assertThat(periods).hasSize(5).isEqualTo(whole);
        seller.get(uri(id) + "/prices?cursor=x").expect(400);
    }

    @Test
    void areNobodysBusinessWhoDoesNotSeeTheProduct() {
        var seller = shop.newcomer(Role.SELLER);
        var guest = shop.newcomer(Role.CUSTOMER);
        var id = id(seller.offers(Shop.tea().put("visibility", "private")));
        seller.grant(id, guest.account(), "view").expect(201);

        shop.anybody().get(uri(id) + "/prices").expect(404);
        shop.newcomer(Role.SELLER).get(uri(id) + "/prices").expect(404);
        guest.get(uri(id) + "/prices").expect(200);
        seller.get(uri(id) + "/prices").expect(200);
    }

    private static void costs(Shop.Visitor seller, String id, String amount, String currency) {
        var price = new JsonObject().put("amount", amount).put("currency", currency);
        seller.patch(id, "*", new JsonObject().put("price", price)).expect(200);
    }

    private static void happened(String id, int version, int daysAgo) {
        shop.database()
                .execute(
                        "UPDATE product_history SET at = now() - interval '%d days' WHERE product_id = '%s' AND version = %d"
                                .formatted(daysAgo, id, version));
    }

    private static String lowest(String id) {
        return shop.anybody()
                .get(uri(id) + "/prices")
                .expect(200)
                .json()
                .getJsonObject("lowest30Days")
                .getString("amount");
    }

    private static List<String> amounts(String id) {
        return objects(shop.anybody().get(uri(id) + "/prices").items()).stream()
                .map(period -> period.getJsonObject("price").getString("amount"))
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
