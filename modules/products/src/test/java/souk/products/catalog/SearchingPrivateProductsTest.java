package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.security.Role;

/** Searches against what the same person sees one by one, over a shop in which much is hidden in between. */
class SearchingPrivateProductsTest {

    private static final int PRODUCTS = 40;
    private static final long SEED = 7;
    private static final List<String> STATUSES = List.of("active", "active", "active", "draft", "archived");
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    private static final List<JsonObject> products = new ArrayList<>();
    private static final List<Shop.Visitor> visitors = new ArrayList<>();
    private static final Map<Shop.Visitor, List<JsonObject>> seen = new HashMap<>();
    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = Shop.searching();
        var random = new Random(SEED);
        var sellers = List.of(shop.newcomer(Role.SELLER), shop.newcomer(Role.SELLER));
        var friends = List.of(shop.newcomer(Role.CUSTOMER), shop.newcomer(Role.SELLER));
        for (var i = 0; i < PRODUCTS; i++) {
            var seller = sellers.get(random.nextInt(2));
            var product = seller.offers(Shop.tea()
                    .put("name", "Oolong " + random.nextInt(20))
                    .put(
                            "price",
                            new JsonObject()
                                    .put("amount", random.nextInt(9) + ".50")
                                    .put("currency", "EUR"))
                    .put("attributes", new JsonObject().put("colour", COLOURS.get(random.nextInt(3))))
                    .put("status", STATUSES.get(random.nextInt(STATUSES.size())))
                    .put("visibility", random.nextInt(3) == 0 ? "public" : "private"));
            products.add(product);
            if (random.nextInt(4) == 0) {
                seller.grant(
                                product.getString("id"),
                                friends.get(random.nextInt(2)).account(),
                                "view")
                        .expect(201);
            }
        }
        visitors.addAll(sellers);
        visitors.addAll(friends);
        visitors.addAll(List.of(shop.anybody(), shop.newcomer(Role.CUSTOMER), shop.newcomer(Role.AUDITOR)));
        shop.indexed();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    private static List<JsonObject> seenBy(Shop.Visitor visitor) {
        return seen.computeIfAbsent(
                visitor,
                somebody -> products.stream()
                        .filter(product -> somebody.get(Shop.PRODUCTS + "/" + product.getString("id"))
                                        .status()
                                == 200)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"relevance", "-created", "created", "price", "-price", "name", "-name"})
    void showsEverybodyInFullPagesExactlyWhatTheySeeOneByOne(String sort) {
        for (var visitor : visitors) {
            var ids = seenBy(visitor).stream()
                    .map(product -> product.getString("id"))
                    .toList();

            var pages = pages(visitor, "q=oolong&sort=" + sort);

            assertThat(pages.stream().flatMap(List::stream).toList())
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(ids);
            assertThat(pages.subList(0, pages.size() - 1))
                    .allSatisfy(page -> assertThat(page).hasSize(5));
        }
    }

    @Test
    void countsForEverybodyExactlyWhatTheySeeOneByOne() {
        for (var visitor : visitors) {
            var all = seenBy(visitor);
            var colours = all.stream()
                    .collect(Collectors.groupingBy(
                            product -> product.getJsonObject("attributes").getString("colour"),
                            TreeMap::new,
                            Collectors.counting()));

            var answer = visitor.get(Shop.PRODUCTS + "?q=oolong&facets=attr.colour&count=estimated&limit=1")
                    .expect(200)
                    .json();

            assertThat(answer.getLong("total")).isEqualTo(all.size());
            Map<String, Long> counted = new TreeMap<>();
            answer.getJsonObject("facets")
                    .getJsonArray("attr.colour")
                    .forEach(facet -> counted.put(
                            ((JsonObject) facet).getString("value"), ((JsonObject) facet).getLong("count")));
            assertThat(counted).isEqualTo(colours);
        }
    }

    @Test
    void neverShowsWhatWasHiddenAMomentAgoThoughTheIndexDoesNotKnowYet() {
        var seller = shop.newcomer(Role.SELLER);
        var product = seller.offers(Shop.tea().put("name", "Secret Sencha"));
        shop.indexed();
        assertThat(shop.anybody().listed("?q=sencha")).hasSize(1);

        shop.database()
                .execute(
                        "ALTER TABLE products DISABLE TRIGGER USER; UPDATE products SET visibility = 'private' WHERE id = '"
                                + product.getString("id") + "'; ALTER TABLE products ENABLE TRIGGER USER");

        assertThat(shop.anybody().listed("?q=sencha")).isEmpty();
        assertThat(seller.listed("?q=sencha")).hasSize(1);
    }

    private static List<List<String>> pages(Shop.Visitor visitor, String query) {
        var pages = new ArrayList<List<String>>();
        var uri = Shop.PRODUCTS + "?limit=5&" + query;
        while (uri != null) {
            var page = visitor.get(uri).expect(200);
            pages.add(page.items().stream()
                    .map(item -> ((JsonObject) item).getString("id"))
                    .toList());
            var link = page.header("link");
            uri = link == null ? null : link.replaceAll("<(.*)>; rel=\"next\"", "$1");
        }
        return pages;
    }
}
