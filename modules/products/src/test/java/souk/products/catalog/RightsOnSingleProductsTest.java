package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.security.Permission;
import souk.shared.security.Role;

/** Everybody who can meet a product that is not for everybody, and what they can do to it. */
class RightsOnSingleProductsTest {

    private static final String MANAGES_KEY = "manage's key for grants";
    private static final Set<String> WHO_SEES = Set.of(
            "owner",
            "view",
            "update",
            "manage",
            "manager",
            "auditor",
            "admin",
            "owner's key",
            "manage's key",
            MANAGES_KEY);
    private static final Set<String> WHO_UPDATES = Set.of("owner", "update", "manage", "manager", "admin", MANAGES_KEY);
    private static final Set<String> WHO_MANAGES = Set.of("owner", "manage", "manager", "admin", MANAGES_KEY);
    private static final Set<String> WHO_READS_GRANTS =
            Set.of("owner", "manage", "manager", "admin", "auditor", MANAGES_KEY);

    private static Shop shop;

    @BeforeAll
    static void open() {
        shop = Shop.open();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    /** Named visitors around one product, and a visitor of each kind of right. */
    private record Scene(String id, Map<String, Shop.Visitor> people) {

        static Scene around(JsonObject product) {
            var owner = shop.newcomer(Role.SELLER);
            var id = owner.offers(product).getString("id");
            var people = new LinkedHashMap<String, Shop.Visitor>();
            people.put("owner", owner);
            for (var level : new String[] {"view", "update", "manage"}) {
                people.put(level, shop.newcomer(Role.CUSTOMER));
                owner.grant(id, people.get(level).account(), level).expect(201);
            }
            people.put("manager", shop.newcomer(Role.CATALOG_MANAGER));
            people.put("auditor", shop.newcomer(Role.AUDITOR));
            people.put("admin", shop.newcomer(Role.ADMIN));
            people.put("customer", shop.newcomer(Role.CUSTOMER));
            people.put("other seller", shop.newcomer(Role.SELLER));
            people.put("order manager", shop.newcomer(Role.ORDER_MANAGER));
            people.put("owner's key", shop.keyOf(owner, Permission.WRITE_GRANTED_PRODUCTS));
            var writesOwn = new Permission[] {Permission.WRITE_OWN_PROFILE, Permission.WRITE_OWN_PRODUCTS};
            people.put("manage's key", shop.keyOf(people.get("manage"), writesOwn));
            people.put(MANAGES_KEY, shop.keyOf(people.get("manage"), Permission.WRITE_GRANTED_PRODUCTS));
            return new Scene(id, people);
        }

        /** The others are told 403 if they see it, and 404 if they do not. */
        void allows(Set<String> who, int answer, Function<Shop.Visitor, Shop.Reply> attempt) {
            refusesAllBut(who, attempt);
            who.forEach(name -> assertThat(attempt.apply(people.get(name)).status())
                    .as(name)
                    .isEqualTo(answer));
        }

        void refusesAllBut(Set<String> who, Function<Shop.Visitor, Shop.Reply> attempt) {
            people.forEach((name, visitor) -> {
                if (!who.contains(name)) {
                    assertThat(attempt.apply(visitor).status()).as(name).isEqualTo(WHO_SEES.contains(name) ? 403 : 404);
                }
            });
        }

        Shop.Visitor owner() {
            return people.get("owner");
        }

        String uri() {
            return Shop.PRODUCTS + "/" + id;
        }
    }

    @ParameterizedTest
    @CsvSource({"active,private", "draft,public", "draft,private", "archived,public", "archived,private"})
    void showsWhatIsNotForEverybodyToThoseWithARightToItAlone(String status, String visibility) {
        var scene = Scene.around(Shop.tea().put("status", status).put("visibility", visibility));
        var ofOwner = "?owner=" + scene.owner().account();

        scene.people().forEach((name, visitor) -> {
            var sees = WHO_SEES.contains(name);
            assertThat(visitor.get(scene.uri()).status()).as(name).isEqualTo(sees ? 200 : 404);
            assertThat(visitor.get(scene.uri() + "/availability").status())
                    .as(name)
                    .isEqualTo(sees ? 200 : 404);
            for (var query : new String[] {ofOwner, ofOwner + "&status=" + status, ofOwner + "&inStock=true"}) {
                assertThat(visitor.listed(query).contains(scene.id()))
                        .as(name + query)
                        .isEqualTo(sees);
            }
            assertThat(visitor.listed("?limit=100").contains(scene.id()))
                    .as(name)
                    .isEqualTo(sees);
            assertThat(visitor.listed("?limit=100&status=" + status).contains(scene.id()))
                    .as(name)
                    .isEqualTo(sees);
        });
        shop.anybody().get(scene.uri()).expect(404);
        shop.anybody().get(scene.uri() + "/availability").expect(404);
        assertThat(shop.anybody().listed("?limit=100")).doesNotContain(scene.id());
        assertThat(shop.anybody().listed(ofOwner)).isEmpty();
    }

    @Test
    void letsThoseChangeItWhoOwnItOrWereGivenEnoughOfIt() {
        var scene = Scene.around(Shop.tea().put("visibility", "private"));
        var patch = new JsonObject().put("name", "Darjeeling");

        scene.allows(WHO_UPDATES, 200, visitor -> visitor.patch(scene.id(), "*", patch));
        scene.allows(WHO_UPDATES, 200, visitor -> visitor.put(scene.id(), "*", Shop.tea()));
        assertThat(scene.owner().get(scene.uri()).json().getLong("version")).isEqualTo(1L + 2 * WHO_UPDATES.size());
        assertThat(shop.anybody().patch(scene.id(), "*", patch).status()).isEqualTo(401);
    }

    @Test
    void tellsThoseWhoMayChangeItFromThoseWithAnOldVersion() {
        var scene = Scene.around(Shop.tea().put("visibility", "private"));
        var patch = new JsonObject().put("name", "Darjeeling");

        scene.allows(WHO_UPDATES, 412, visitor -> visitor.patch(scene.id(), "\"7\"", patch));
        scene.allows(WHO_MANAGES, 412, visitor -> visitor.delete(scene.id(), "\"7\""));
    }

    @Test
    void keepsVisibilityFromThoseWhoMayOnlyUpdate() {
        var scene = Scene.around(Shop.tea().put("visibility", "private"));
        var publish = new JsonObject().put("visibility", "public");
        var hide = new JsonObject().put("visibility", "private");

        scene.refusesAllBut(WHO_MANAGES, visitor -> visitor.patch(scene.id(), "*", publish));
        for (var who : WHO_MANAGES) {
            scene.people().get(who).patch(scene.id(), "*", publish).expect(200);
            shop.anybody().get(scene.uri()).expect(200);
            scene.people().get(who).patch(scene.id(), "*", hide).expect(200);
            shop.anybody().get(scene.uri()).expect(404);
        }
        var same = new JsonObject().put("visibility", "private").put("name", "Ceylon");
        assertThat(scene.people().get("update").patch(scene.id(), "*", same).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "manage", "manager", "admin", MANAGES_KEY})
    void letsThoseDeleteItWhoManageIt(String who) {
        var scene = Scene.around(Shop.tea().put("visibility", "private"));

        scene.refusesAllBut(WHO_MANAGES, visitor -> visitor.delete(scene.id(), "*"));
        scene.people().get(who).delete(scene.id(), "*").expect(204);
        scene.people().values().forEach(visitor -> visitor.get(scene.uri()).expect(404));
        scene.owner().get(scene.uri() + "/grants").expect(404);
    }

    @Test
    void letsThoseDecideAboutGrantsWhoManageIt() {
        var scene = Scene.around(Shop.tea().put("visibility", "private"));
        var friend = UUID.randomUUID();

        scene.allows(WHO_READS_GRANTS, 200, visitor -> visitor.get(scene.uri() + "/grants"));
        scene.owner().grant(scene.id(), friend, "view").expect(201);
        var uri = Shop.grantUri(scene.id(), friend);
        scene.allows(WHO_READS_GRANTS, 200, visitor -> visitor.get(uri));
        scene.allows(WHO_MANAGES, 200, visitor -> visitor.grant(scene.id(), friend, "view"));
        scene.allows(WHO_MANAGES, 201, visitor -> visitor.grant(scene.id(), UUID.randomUUID(), "manage"));
        scene.allows(WHO_MANAGES, 404, visitor -> visitor.revoke(scene.id(), UUID.randomUUID(), "*"));
        scene.people().get("manage").revoke(scene.id(), friend, "\"1\"").expect(204);
    }
}
