package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.products.category.CategoryTree;
import souk.shared.contract.CategoryNode;
import souk.shared.id.UuidV7;
import souk.shared.security.Role;

/** Page after page while products come and go, and categories with what is below them. */
class SearchPagesTest {

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

    private static JsonObject offer(String word, Random random) {
        return seller.offers(Shop.tea()
                .put("name", word + " " + (char) ('a' + random.nextInt(3)))
                .put("description", random.nextBoolean() ? word : "")
                .put(
                        "price",
                        new JsonObject()
                                .put("amount", random.nextInt(3) + ".50")
                                .put("currency", "EUR")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relevance", "-created", "created", "price", "-price", "name", "-name"})
    void showsWhatStaysOnceWhileOthersComeAndGo(String sort) {
        var word = "pages" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");
        var random = new Random(5);
        var staying = new ArrayList<String>();
        var going = new ArrayList<JsonObject>();
        for (var i = 0; i < 12; i++) {
            var product = offer(word, random);
            if (i % 3 == 0) {
                going.add(product);
            } else {
                staying.add(product.getString("id"));
            }
        }
        shop.indexed();
        var shown = new ArrayList<String>();
        var uri = Shop.PRODUCTS + "?limit=3&q=" + word + "&sort=" + sort;
        while (uri != null) {
            var page = shop.anybody().get(uri).expect(200);
            page.items().forEach(item -> shown.add(((JsonObject) item).getString("id")));
            offer(word, random);
            if (!going.isEmpty()) {
                seller.delete(going.remove(going.size() - 1).getString("id"), "*")
                        .expect(204);
            }
            shop.indexed();
            var link = page.header("link");
            uri = link == null || shown.size() > 60 ? null : link.replaceAll("<(.*)>; rel=\"next\"", "$1");
        }

        assertThat(shown).doesNotHaveDuplicates().containsAll(staying);
    }

    @Test
    void findsAndCountsACategoryWithAllBelowItAndAProductOnce() {
        var drinks = category(null, "Drinks");
        var tea = category(drinks.id(), "Tea");
        var green = category(tea.id(), "Green");
        var coffee = category(drinks.id(), "Coffee");
        shop.knows(CategoryTree.of(1, List.of(drinks, tea, green, coffee)));
        var sencha = in(green, tea);
        var assam = in(tea);
        var espresso = in(coffee);
        shop.indexed();

        assertThat(shop.anybody().listed("?category=" + drinks.id())).containsExactly(espresso, assam, sencha);
        assertThat(shop.anybody().listed("?category=" + tea.id())).containsExactly(assam, sencha);
        assertThat(shop.anybody().listed("?category=" + green.id())).containsExactly(sencha);
        assertThat(shop.anybody().listed("?category=" + UuidV7.next())).isEmpty();
        var counts = new TreeMap<String, Long>();
        counted(drinks)
                .forEach(facet ->
                        counts.put(((JsonObject) facet).getString("name"), ((JsonObject) facet).getLong("count")));
        assertThat(counts).isEqualTo(new TreeMap<>(Map.of("Drinks", 3L, "Tea", 2L, "Green", 1L, "Coffee", 1L)));
    }

    private static JsonArray counted(CategoryNode category) {
        return shop.anybody()
                .get(Shop.PRODUCTS + "?facets=category&category=" + category.id())
                .expect(200)
                .json()
                .getJsonObject("facets")
                .getJsonArray("category");
    }

    private static CategoryNode category(UUID parent, String name) {
        var id = UuidV7.next();
        shop.database()
                .execute("INSERT INTO categories (id, parent_id, name, slug) VALUES ('%s', %s, '%s', '%s')"
                        .formatted(
                                id,
                                parent == null ? "NULL" : "'" + parent + "'",
                                name,
                                name.toLowerCase(java.util.Locale.ROOT)));
        return new CategoryNode(id, parent, name, name, 0);
    }

    private static String in(CategoryNode... categories) {
        var ids = new JsonArray();
        for (var category : categories) {
            ids.add(category.id().toString());
        }
        return seller.offers(Shop.tea().put("categories", ids)).getString("id");
    }

    @Test
    void tellsHowTheIndexIsAndComparesIt() {
        var manager = shop.newcomer(Role.CATALOG_MANAGER);
        seller.offers(Shop.tea());
        shop.indexed();

        var status = manager.get("/api/v1/search-index").expect(200).json();
        assertThat(status.getString("state")).isEqualTo("ready");
        assertThat(status.getLong("documents")).isPositive();
        var checked = manager.call(io.vertx.core.http.HttpMethod.POST, "/api/v1/search-index/check", Map.of(), null)
                .expect(200)
                .json()
                .getJsonObject("check");
        assertThat(checked.getBoolean("equal")).isTrue();
        assertThat(checked.getLong("checked")).isEqualTo(status.getLong("documents"));
        manager.call(io.vertx.core.http.HttpMethod.POST, "/api/v1/search-index/rebuild", Map.of(), null)
                .expect(202);
    }
}
