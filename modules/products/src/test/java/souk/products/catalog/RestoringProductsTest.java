package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Permission;
import souk.shared.security.Role;

class RestoringProductsTest {

    private static final String DELETED = "?deleted=true";

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
    void bringsADeletedProductBackAsItWas() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = seller.offers(Shop.tea().put("attributes", new JsonObject().put("colour", "red")));
        seller.delete(id(tea), "\"1\"").expect(204);

        var deleted = seller.get(uri(tea) + DELETED).expect(200);
        var restored = restore(seller, tea, deleted.header("etag")).expect(200);

        assertThat(deleted.json().getInstant("deletedAt")).isNotNull();
        assertThat(restored.header("etag")).isEqualTo("\"3\"");
        assertThat(unversioned(restored.json())).isEqualTo(unversioned(tea));
        assertThat(shop.anybody().get(uri(tea)).expect(200).json()).isEqualTo(restored.json());
    }

    @Test
    void showsADeletedProductToThoseAloneWhoMayRestoreIt() {
        var seller = shop.newcomer(Role.SELLER);
        var manager = shop.newcomer(Role.CUSTOMER);
        var updater = shop.newcomer(Role.CUSTOMER);
        var tea = seller.offers(Shop.tea());
        seller.grant(id(tea), manager.account(), "manage").expect(201);
        seller.grant(id(tea), updater.account(), "update").expect(201);
        seller.delete(id(tea), "\"1\"").expect(204);

        for (var visitor : List.of(seller, manager, shop.newcomer(Role.CATALOG_MANAGER), shop.newcomer(Role.ADMIN))) {
            visitor.get(uri(tea)).expect(404);
            visitor.get(uri(tea) + DELETED).expect(200);
        }
        for (var visitor : List.of(
                updater,
                shop.newcomer(Role.SELLER),
                shop.newcomer(Role.AUDITOR),
                shop.keyOf(seller, Permission.READ_PRODUCTS))) {
            visitor.get(uri(tea) + DELETED).expect(404);
            visitor.get(uri(tea) + "/history").expect(404);
            restore(visitor, tea, "*").expect(404);
        }
        shop.anybody().get(uri(tea) + DELETED).expect(404);
        shop.anybody().get(uri(tea) + "/prices").expect(404);
        restore(manager, tea, "\"2\"").expect(200);
    }

    @Test
    void listsWhatASellerHasDeletedNewestFirst() {
        var seller = shop.newcomer(Role.SELLER);
        var first = seller.offers(Shop.tea());
        var kept = seller.offers(Shop.tea());
        var second = seller.offers(Shop.tea());
        List.of(first, second).forEach(tea -> seller.delete(id(tea), "*").expect(204));

        assertThat(seller.listed(DELETED)).containsExactly(id(second), id(first));
        assertThat(seller.get(Shop.PRODUCTS + DELETED + "&limit=1").expect(200).header("link"))
                .contains("deleted=true");
        assertThat(seller.listed("?owner=" + seller.account())).containsExactly(id(kept));
        assertThat(shop.newcomer(Role.CATALOG_MANAGER).listed(DELETED + "&owner=" + seller.account()))
                .containsExactly(id(second), id(first));
        assertThat(shop.newcomer(Role.SELLER).listed(DELETED + "&owner=" + seller.account()))
                .isEmpty();
        assertThat(shop.anybody().listed(DELETED)).isEmpty();
        seller.get(Shop.PRODUCTS + DELETED + "&inStock=true").expect(400);
    }

    @Test
    void demandsTheVersionOfTheDeletedProduct() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = seller.offers(Shop.tea());
        seller.delete(id(tea), "\"1\"").expect(204);

        restore(seller, tea, null).expect(428);
        var stale = restore(seller, tea, "\"1\"").expect(412);
        var conflict = seller.call(HttpMethod.POST, uri(tea) + "/restore", Map.of(), new JsonObject().put("version", 1))
                .expect(409);

        assertThat(stale.header("etag")).isEqualTo("\"2\"");
        for (var refused : List.of(stale, conflict)) {
            assertThat(refused.json().getLong("currentVersion")).isEqualTo(2);
            assertThat(refused.json().getJsonArray("differing")).containsExactly("/deletedAt");
        }
        seller.call(HttpMethod.POST, uri(tea) + "/restore", Map.of(), new JsonObject().put("version", 2))
                .expect(200);
    }

    @Test
    void refusesWhileAnotherProductHasTheSkuOrTheSlug() {
        var seller = shop.newcomer(Role.SELLER);
        var body = Shop.tea().put("slug", "assam");
        var tea = seller.offers(body);
        seller.delete(id(tea), "\"1\"").expect(204);
        var sameSku = seller.offers(body.copy().put("slug", "other"));

        assertThat(restore(seller, tea, "*").expect(409).pointers()).containsExactly("/sku");
        seller.delete(id(sameSku), "*").expect(204);
        var sameSlug = seller.offers(Shop.tea().put("slug", "assam"));
        assertThat(restore(seller, tea, "*").expect(409).pointers()).containsExactly("/slug");
        seller.delete(id(sameSlug), "*").expect(204);
        restore(seller, tea, "*").expect(200);
    }

    @Test
    void tellsWhatIsNotDeletedFromWhatIsNotTheirs() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = seller.offers(Shop.tea());

        assertThat(restore(seller, tea, "\"1\"").expect(409).code()).isEqualTo("conflict");
        restore(seller, tea, "\"7\"").expect(412);
        restore(shop.newcomer(Role.SELLER), tea, "\"1\"").expect(403);
        restore(shop.anybody(), tea, "\"1\"").expect(401);
    }

    @Test
    void answersARepetitionWithTheFirstAnswer() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = seller.offers(Shop.tea());
        seller.delete(id(tea), "\"1\"").expect(204);
        var headers = Map.of("if-match", "\"2\"", "idempotency-key", "restore-1");

        var first = seller.call(HttpMethod.POST, uri(tea) + "/restore", headers, null)
                .expect(200);
        var again = seller.call(HttpMethod.POST, uri(tea) + "/restore", headers, null)
                .expect(200);

        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(again.response().body()).isEqualTo(first.response().body());
    }

    private static Shop.Reply restore(Shop.Visitor visitor, JsonObject product, String ifMatch) {
        var headers = ifMatch == null ? Map.<String, String>of() : Map.of("if-match", ifMatch);
        return visitor.call(HttpMethod.POST, uri(product) + "/restore", headers, null);
    }

    private static JsonObject unversioned(JsonObject product) {
        var rest = product.copy();
        List.of("version", "updatedAt").forEach(rest::remove);
        return rest;
    }

    private static String id(JsonObject product) {
        return product.getString("id");
    }

    private static String uri(JsonObject product) {
        return Shop.PRODUCTS + "/" + id(product);
    }
}
