package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.products.category.CategoryTree;
import souk.shared.contract.CategoryNode;
import souk.shared.security.Role;

class ProductsOfCategoryTest {

    private static Shop shop;
    private static Shop.Visitor seller;

    @BeforeAll
    static void open() {
        shop = Shop.searching();
        seller = shop.newcomer(Role.SELLER);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static String category(String parent) {
        var id = UUID.randomUUID().toString();
        shop.database()
                .execute("INSERT INTO categories (id, parent_id, name, slug) VALUES ('%s', %s, 'Tea', '%s')"
                        .formatted(id, parent == null ? "NULL" : "'" + parent + "'", id));
        return id;
    }

    private static String offer(String visibility, String... categories) {
        var product = Shop.tea().put("visibility", visibility).put("categories", new JsonArray(List.of(categories)));
        return seller.offers(product).getString("id");
    }

    private static String uri(String category) {
        return "/api/v1/categories/" + category + "/products";
    }

    private static List<String> ids(Shop.Reply page) {
        return page.items().stream()
                .map(item -> ((JsonObject) item).getString("id"))
                .toList();
    }

    /** Newest first, from page to page. */
    private static List<String> all(Shop.Visitor visitor, String category, int limit) {
        var ids = new ArrayList<String>();
        var next = uri(category) + "?limit=" + limit;
        while (next != null) {
            var page = visitor.get(next).expect(200);
            ids.addAll(ids(page));
            var link = page.header("link");
            next = link == null ? null : link.substring(1, link.indexOf('>'));
        }
        Collections.reverse(ids);
        return ids;
    }

    @Test
    void listsTheWholeSubtreeNewestFirstAndEachProductOnce() {
        var top = category(null);
        var left = category(top);
        var right = category(category(top));
        var other = category(null);
        offer("public", other);
        var offered = List.of(
                offer("public", left),
                offer("public", right, left),
                offer("public", top),
                offer("public", right, other));

        assertThat(all(shop.anybody(), top, 20)).isEqualTo(offered);
        assertThat(all(shop.anybody(), top, 1)).isEqualTo(offered);
        assertThat(all(shop.anybody(), right, 2)).isEqualTo(List.of(offered.get(1), offered.get(3)));
        assertThat(shop.anybody().get(uri(top)).header("cache-control")).isEqualTo("public, no-cache");
    }

    @Test
    void leavesNothingOutHoweverUnevenTheCategoriesAre() {
        var top = category(null);
        var rare = Stream.generate(() -> category(top)).limit(40).toList();
        var offered = new ArrayList<String>();
        for (var n = 0; n < 60; n++) {
            offered.add(offer("public", n % 12 == 0 ? rare.get(n / 2) : rare.get(n < 30 ? 0 : 1)));
        }
        assertThat(all(shop.anybody(), top, 2)).isEqualTo(offered);
        assertThat(all(shop.anybody(), top, 30)).isEqualTo(offered);
    }

    @Test
    void staysRightWhileProductsComeAndGo() {
        var top = category(null);
        var offered = new ArrayList<String>();
        for (var n = 0; n < 6; n++) {
            offered.add(offer("public", top));
        }
        var first = shop.anybody().get(uri(top) + "?limit=2").expect(200);
        assertThat(ids(first)).containsExactly(offered.get(5), offered.get(4));
        seller.delete(offered.get(4), "*").expect(204);
        seller.delete(offered.get(2), "*").expect(204);
        offer("public", top);

        var cursor = first.json().getString("next");
        assertThat(ids(shop.anybody().get(uri(top) + "?cursor=" + cursor).expect(200)))
                .containsExactly(offered.get(3), offered.get(1), offered.get(0));
    }

    @Test
    void showsEachViewerWhatTheySee() {
        var top = category(null);
        var oldest = offer("public", top);
        var hidden = new ArrayList<String>();
        for (var n = 0; n < 25; n++) {
            hidden.add(offer("private", top));
        }
        assertThat(all(shop.anybody(), top, 1)).containsExactly(oldest);
        assertThat(all(seller, top, 10)).hasSize(26).startsWith(oldest).endsWith(hidden.get(24));
        assertThat(all(shop.newcomer(Role.AUDITOR), top, 100)).hasSize(26);
    }

    @Test
    void searchesInTheCategoryAndBelowIt() {
        var top = category(null);
        var below = category(top);
        shop.knows(CategoryTree.of(1, List.of(node(top, null), node(below, top))));
        var cheap = offer("public", below);
        var dear = seller.offers(Shop.tea()
                        .put("price", new JsonObject().put("amount", "90.00").put("currency", "EUR"))
                        .put("categories", new JsonArray(List.of(top))))
                .getString("id");
        offer("public");
        shop.indexed();

        assertThat(ids(shop.anybody().get(uri(top) + "?sort=-price").expect(200)))
                .containsExactly(dear, cheap);
        assertThat(ids(shop.anybody().get(uri(top) + "?q=assam&maxPrice=50").expect(200)))
                .containsExactly(cheap);
        shop.anybody().get(uri(top) + "?sort=price&category=" + below).expect(400);
        shop.anybody().get(uri(UUID.randomUUID().toString()) + "?q=assam").expect(404);
    }

    private static CategoryNode node(String id, String parent) {
        return new CategoryNode(UUID.fromString(id), parent == null ? null : UUID.fromString(parent), id, id, 0);
    }

    @Test
    void doesNotKnowWhatIsNotThere() {
        shop.anybody().get(uri(UUID.randomUUID().toString())).expect(404);
        var top = category(null);
        assertThat(shop.anybody().get(uri(top)).expect(200).items()).isEmpty();
        shop.anybody().get(uri(top) + "?cursor=abc").expect(400);
        shop.anybody().get(uri(top) + "?colour=red").expect(400);
    }
}
