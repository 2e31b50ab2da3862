package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.security.Role;

class ReadingProductsTest {

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = Shop.open();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"draft", "archived"})
    void hidesWhatIsNotActiveFromAllButItsSellerAndThoseWhoReadAllProducts(String status) {
        var seller = shop.newcomer(Role.SELLER);
        var hidden = seller.offers(Shop.tea().put("status", status));
        var uri = uri(hidden);

        for (var stranger : List.of(shop.anybody(), shop.newcomer(Role.CUSTOMER), shop.newcomer(Role.SELLER))) {
            assertThat(stranger.get(uri).expect(404).code()).isEqualTo("not-found");
            stranger.get(uri + "/availability").expect(404);
            assertThat(idsOf(stranger, "?owner=" + seller.account())).isEmpty();
            assertThat(idsOf(stranger, "?status=" + status)).doesNotContain(hidden.getString("id"));
        }
        for (var insider : List.of(seller, shop.newcomer(Role.CATALOG_MANAGER), shop.newcomer(Role.AUDITOR))) {
            assertThat(insider.get(uri).expect(200).json()).isEqualTo(hidden);
            insider.get(uri + "/availability").expect(200);
            assertThat(idsOf(insider, "?owner=" + seller.account())).containsExactly(hidden.getString("id"));
        }
    }

    @Test
    void doesNotKnowWhatWasDeletedOrNeverWas() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = seller.offers(Shop.tea());
        seller.delete(tea.getString("id"), "\"1\"").expect(204);

        seller.get(uri(tea)).expect(404);
        seller.get(uri(tea) + "/availability").expect(404);
        assertThat(idsOf(seller, "?owner=" + seller.account())).isEmpty();
        seller.get(Shop.PRODUCTS + "/" + UUID.randomUUID()).expect(404);
        seller.get(Shop.PRODUCTS + "/not-an-id").expect(404);
    }

    @Test
    void saysWhetherACopyOfItIsForEverybody() {
        var seller = shop.newcomer(Role.SELLER);
        var shown = seller.offers(Shop.tea()).getString("id");
        var hidden = seller.offers(Shop.tea().put("visibility", "private")).getString("id");
        var draft = seller.offers(Shop.tea().put("status", "draft")).getString("id");

        assertThat(seller.get(Shop.PRODUCTS + "/" + shown).header("cache-control"))
                .isEqualTo("public, no-cache");
        for (var id : List.of(hidden, draft)) {
            assertThat(seller.get(Shop.PRODUCTS + "/" + id).header("cache-control"))
                    .isEqualTo("private, no-cache");
        }
    }

    @Test
    void spendsNoBodyOnAClientThatHasTheVersion() {
        var tea = shop.newcomer(Role.SELLER).offers(Shop.tea());

        assertThat(shop.anybody()
                        .get(uri(tea), "if-none-match", "\"1\"")
                        .expect(304)
                        .header("etag"))
                .isEqualTo("\"1\"");
        shop.anybody().get(uri(tea), "if-none-match", "\"7\", W/\"1\"").expect(304);
        shop.anybody().get(uri(tea), "if-none-match", "\"2\"").expect(200);
        shop.anybody().get(uri(tea), "if-none-match", "rubbish").expect(400);
    }

    @Test
    void tellsWhatIsLeftToSell() {
        var tea = shop.newcomer(Role.SELLER).offers(Shop.tea());
        shop.database().execute("UPDATE stock SET reserved = 3 WHERE product_id = '" + tea.getString("id") + "'");

        assertThat(shop.anybody().get(uri(tea) + "/availability").expect(200).json())
                .isEqualTo(new JsonObject().put("onHand", 10).put("reserved", 3).put("available", 7));
    }

    @Test
    void walksThroughAListNewestFirstWithoutGapsWhileItGrows() {
        var seller = shop.newcomer(Role.SELLER);
        var newestFirst = new ArrayList<String>();
        for (var i = 0; i < 7; i++) {
            newestFirst.add(0, seller.offers(Shop.tea()).getString("id"));
        }

        var seen = new ArrayList<String>();
        var uri = Shop.PRODUCTS + "?limit=3&owner=" + seller.account();
        while (uri != null && seen.size() < 20) {
            var reply = shop.anybody().get(uri).expect(200);
            reply.items().forEach(item -> seen.add(((JsonObject) item).getString("id")));
            uri = next(reply);
            seller.offers(Shop.tea());
        }

        assertThat(seen).isEqualTo(newestFirst);
    }

    @Test
    void listsWhatMatchesAllFilters() {
        var seller = shop.newcomer(Role.SELLER);
        var plenty = seller.offers(Shop.tea()).getString("id");
        var none = seller.offers(Shop.tea().put("stock", 0)).getString("id");
        var promised = seller.offers(Shop.tea()).getString("id");
        var draft = seller.offers(Shop.tea().put("status", "draft")).getString("id");
        shop.database().execute("UPDATE stock SET reserved = 10 WHERE product_id = '" + promised + "'");
        var mine = "owner=" + seller.account();

        assertThat(idsOf(seller, "?" + mine)).containsExactly(draft, promised, none, plenty);
        assertThat(idsOf(seller, "?inStock=true&" + mine)).containsExactly(draft, plenty);
        assertThat(idsOf(seller, "?status=draft&" + mine)).containsExactly(draft);
        assertThat(idsOf(seller, "?inStock=true&status=active&" + mine)).containsExactly(plenty);
        assertThat(idsOf(seller, "?status=draft")).containsExactly(draft);
        assertThat(idsOf(shop.newcomer(Role.CATALOG_MANAGER), "?status=draft")).contains(draft);
        assertThat(idsOf(shop.anybody(), "?limit=100"))
                .contains(plenty, none, promised)
                .doesNotContain(draft);
        assertThat(idsOf(shop.anybody(), "?status=active&limit=1")).hasSize(1);
    }

    @Test
    void namesEveryParameterThatItDoesNotUnderstand() {
        var reply = shop.anybody()
                .get(Shop.PRODUCTS + "?limit=101&status=gone&owner=me&inStock=perhaps&order=random")
                .expect(400);

        assertThat(reply.pointers()).containsExactly("inStock", "limit", "order", "owner", "status");
        shop.anybody().get(Shop.PRODUCTS + "?cursor=made-up").expect(400);
    }

    private static List<String> idsOf(Shop.Visitor visitor, String query) {
        var ids = new ArrayList<String>();
        visitor.get(Shop.PRODUCTS + query)
                .expect(200)
                .items()
                .forEach(item -> ids.add(((JsonObject) item).getString("id")));
        return ids;
    }

    private static String next(Shop.Reply reply) {
        var link = reply.header("link");
        assertThat(link == null).isEqualTo(reply.json().getString("next") == null);
        return link == null ? null : link.replaceAll("<(.*)>; rel=\"next\"", "$1");
    }

    private static String uri(JsonObject product) {
        return Shop.PRODUCTS + "/" + product.getString("id");
    }
}
