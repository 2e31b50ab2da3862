package souk.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.id.UuidV7;
import souk.shared.security.Role;

class ListingOrdersTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ORDERS = "/api/v1/orders";

    private static RunningOrders orders;
    private static PastOrders past;

    private final String ann = orders.account(Role.CUSTOMER);
    private final String bob = orders.account(Role.CUSTOMER);
    private final String manager = orders.account(Role.ORDER_MANAGER);

    @BeforeAll
    static void open() {
        orders = new RunningOrders();
        past = new PastOrders(orders.postgres);
    }

    @AfterAll
    static void close() {
        orders.close();
    }

    private String order(String customer, String status, int minute) {
        return past.one(orders.id(customer), status, NOON.plusSeconds(60L * minute));
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("id"))
                .toList();
    }

    private static List<String> listed(String token, String query) {
        var response = orders.get(ORDERS + query, token);
        assertThat(response.statusCode()).as(response.bodyAsString()).isEqualTo(200);
        return ids(response.bodyAsJsonObject());
    }

    /** Follows the links from page to page. */
    private static List<String> pages(String token, String query) {
        var all = new ArrayList<String>();
        var next = ORDERS + query;
        while (next != null) {
            var page = orders.get(next, token);
            all.addAll(ids(page.bodyAsJsonObject()));
            var link = page.getHeader("link");
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        return all;
    }

    private static List<String> wrong(String token, String query) {
        var response = orders.get(ORDERS + query, token);
        assertThat(response.statusCode()).isEqualTo(400);
        return response.bodyAsJsonObject().getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getString("pointer"))
                .toList();
    }

    @Test
    void listsOrdersInOneStateOrInSeveral() {
        var confirmed = order(ann, "confirmed", 1);
        var paid = order(ann, "paid", 2);
        var shipped = order(ann, "shipped", 3);

        assertThat(listed(ann, "")).containsExactly(shipped, paid, confirmed);
        assertThat(listed(ann, "?status=paid")).containsExactly(paid);
        assertThat(listed(ann, "?status=confirmed&status=shipped&status=confirmed"))
                .containsExactly(shipped, confirmed);
        assertThat(listed(manager, "?status=confirmed&status=shipped&customer=" + orders.id(ann)))
                .containsExactly(shipped, confirmed);
        assertThat(listed(ann, "?status=refunded")).isEmpty();
    }

    @Test
    void mergesSeveralStatesOfAllCustomersIntoOneOrder() {
        var first = order(ann, "delivered", 1);
        var second = order(bob, "completed", 2);
        var third = order(ann, "delivered", 3);
        order(bob, "expired", 4);

        assertThat(pages(manager, "?status=delivered&status=completed&limit=1")).containsExactly(third, second, first);
        assertThat(pages(manager, "?status=delivered&status=completed&limit=2&sort=created"))
                .containsExactly(first, second, third);
    }

    @Test
    void takesTheTimeOfAnOrderToTheInstant() {
        var early = order(ann, "confirmed", 0);
        var noon = order(ann, "confirmed", 10);
        var late = order(ann, "confirmed", 20);

        assertThat(listed(ann, "?from=2026-03-01T12:10:00Z")).containsExactly(late, noon);
        assertThat(listed(ann, "?from=2026-03-01T12:10:00.001Z")).containsExactly(late);
        assertThat(listed(ann, "?to=2026-03-01T12:10:00Z")).containsExactly(early);
        assertThat(listed(ann, "?to=2026-03-01T13:10:00.001%2B01:00")).containsExactly(noon, early);
        assertThat(listed(ann, "?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z&sort=created"))
                .containsExactly(early, noon, late);
        assertThat(listed(ann, "?from=2026-03-01T12:20:00Z&to=2026-03-01T12:10:00Z"))
                .isEmpty();
    }

    @Test
    void aCursorKeepsTheMeaningOfItsFilters() {
        var expected = new ArrayList<String>();
        for (var i = 0; i < 7; i++) {
            order(ann, "confirmed", 2 * i);
            expected.add(0, order(ann, "paid", 2 * i + 1));
        }
        var filter = "?status=paid&from=2026-03-01T00:00:00Z";

        assertThat(pages(ann, filter + "&limit=3")).isEqualTo(expected);
        var next =
                orders.get(ORDERS + filter + "&limit=3", ann).bodyAsJsonObject().getString("next");
        assertThat(listed(ann, filter + "&limit=100&cursor=" + next)).isEqualTo(expected.subList(3, 7));
        assertThat(wrong(ann, "?status=confirmed&cursor=" + next)).containsExactly("cursor");
        assertThat(wrong(ann, filter + "&sort=created&cursor=" + next)).containsExactly("cursor");
        assertThat(listed(bob, filter + "&cursor=" + next)).isEmpty();
    }

    @Test
    void managersListByCustomerAndByProduct() {
        var product = UuidV7.next();
        var seller = UuidV7.next();
        var anns = past.begun(NOON)
                .with(UuidV7.next(), seller, 1)
                .with(product, seller, 2)
                .of(orders.id(ann), "paid", NOON);
        var bobs = past.begun(NOON.plusSeconds(1)).with(product, seller, 1).of(orders.id(bob), "confirmed", NOON);
        var others = order(ann, "paid", 5);

        assertThat(pages(manager, "?product=" + product + "&limit=1")).containsExactly(bobs, anns);
        assertThat(listed(manager, "?product=" + product + "&status=paid")).containsExactly(anns);
        assertThat(listed(manager, "?product=" + product + "&customer=" + orders.id(bob)))
                .containsExactly(bobs);
        assertThat(listed(manager, "?customer=" + orders.id(ann))).containsExactly(others, anns);
        assertThat(listed(manager, "?product=" + UuidV7.next())).isEmpty();
    }

    @Test
    void noFilterShowsACustomerTheOrderOfAnother() {
        var product = UuidV7.next();
        past.begun(NOON).with(product, UuidV7.next(), 1).of(orders.id(ann), "paid", NOON);
        var mine = past.begun(NOON).with(product, UuidV7.next(), 1).of(orders.id(bob), "paid", NOON);
        var ofAnn = "customer=" + orders.id(ann);

        for (var query : List.of(
                "?",
                "?status=paid&",
                "?product=" + product + "&",
                "?from=2026-01-01T00:00:00Z&",
                "?status=paid&status=shipped&product=" + product + "&sort=created&to=2027-01-01T00:00:00Z&")) {
            assertThat(listed(bob, query)).containsExactly(mine);
            assertThat(listed(bob, query + ofAnn)).isEmpty();
        }
        assertThat(orders.get(ORDERS + "?" + ofAnn, orders.account(Role.INVENTORY_MANAGER))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void neverListsAnOrderThatShallNeverBe() {
        orders.postgres.execute("INSERT INTO orders (id, status) VALUES ('" + UUID.randomUUID() + "', 'never')");
        var all = pages(manager, "?limit=100");
        assertThat(all).doesNotHaveDuplicates();
        assertThat(orders.postgres.number("SELECT count(*) FROM orders WHERE status <> 'never'"))
                .isEqualTo(all.size());
        assertThat(wrong(manager, "?status=never")).containsExactly("status");
    }

    @Test
    void namesEveryParameterThatIsWrong() {
        assertThat(wrong(
                        manager,
                        "?status=paid&status=lost&from=noon&to=2026-13-01T00:00:00Z&customer=ann&product=7&sort=name"
                                + "&limit=0&colour=red"))
                .containsExactlyInAnyOrder("status", "from", "to", "customer", "product", "sort", "limit", "colour");
        assertThat(wrong(ann, "?from=2026-03-01T12:00:00Z&from=2026-03-02T12:00:00Z"))
                .containsExactly("from");
        assertThat(wrong(ann, "?from=%2B999999999-12-31T23:59:59Z")).containsExactly("from");
        assertThat(wrong(ann, "?status=" + "paid&status=".repeat(9) + "paid")).containsExactly("status");
    }
}
