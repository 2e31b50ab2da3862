package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.security.Role;

/** Lists against what the same person sees one by one, over a shop in which much is hidden in between. */
class ListingPrivateProductsTest {

    private static final int PRODUCTS = 120;
    private static final long SEED = 7;
    private static final List<String> STATUSES = List.of("active", "active", "active", "draft", "archived");

    private static final List<JsonObject> newestFirst = new ArrayList<>();
    private static final List<Shop.Visitor> visitors = new ArrayList<>();
    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = Shop.open();
        var random = new Random(SEED);
        var sellers = List.of(shop.newcomer(Role.SELLER), shop.newcomer(Role.SELLER));
        var friends = List.of(shop.newcomer(Role.CUSTOMER), shop.newcomer(Role.SELLER));
        for (var i = 0; i < PRODUCTS; i++) {
            var seller = sellers.get(random.nextInt(2));
            var product = seller.offers(Shop.tea()
                    .put("stock", random.nextInt(2))
                    .put("status", STATUSES.get(random.nextInt(STATUSES.size())))
                    .put("visibility", random.nextInt(3) == 0 ? "public" : "private"));
            newestFirst.add(product);
            if (random.nextInt(4) == 0) {
                seller.grant(
                                product.getString("id"),
                                friends.get(random.nextInt(2)).account(),
                                "view")
                        .expect(201);
            }
        }
        Collections.reverse(newestFirst);
        visitors.addAll(sellers);
        visitors.addAll(friends);
        visitors.addAll(List.of(shop.anybody(), shop.newcomer(Role.CUSTOMER), shop.newcomer(Role.AUDITOR)));
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "status=active",
                "status=draft",
                "inStock=true",
                "owner",
                "owner&status=active&inStock=true",
                "owner&status=archived"
            })
    void showsEverybodyInFullPagesExactlyWhatTheySeeOneByOne(String filter) {
        var owner = newestFirst.get(0).getString("sellerId");
        for (var visitor : visitors) {
            var expected = newestFirst.stream()
                    .filter(product -> !filter.contains("owner") || owner.equals(product.getString("sellerId")))
                    .filter(product -> !filter.contains("inStock") || product.getLong("stock") > 0)
                    .filter(product ->
                            !filter.contains("status=") || filter.contains("status=" + product.getString("status")))
                    .map(product -> product.getString("id"))
                    .filter(id -> visitor.get(Shop.PRODUCTS + "/" + id).status() == 200)
                    .toList();

            var pages = pages(visitor, filter.replace("owner", "owner=" + owner));

            assertThat(pages.stream().flatMap(List::stream).toList()).isEqualTo(expected);
            assertThat(pages.subList(0, pages.size() - 1))
                    .allSatisfy(page -> assertThat(page).hasSize(5));
        }
    }

    private static List<List<String>> pages(Shop.Visitor visitor, String filter) {
        var pages = new ArrayList<List<String>>();
        var uri = Shop.PRODUCTS + "?limit=5&" + filter;
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
