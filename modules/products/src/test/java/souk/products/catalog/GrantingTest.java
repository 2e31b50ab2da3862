package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.id.UuidV7;
import souk.shared.security.Role;

class GrantingTest {

    private static Shop shop;

    private final Shop.Visitor seller = shop.newcomer(Role.SELLER);
    private final Shop.Visitor friend = shop.newcomer(Role.CUSTOMER);
    private final String id =
            seller.offers(Shop.tea().put("visibility", "private")).getString("id");
    private final String uri = Shop.PRODUCTS + "/" + id;
    private final String grantUri = Shop.grantUri(id, friend.account());

    @BeforeAll
    static void open() {
        shop = Shop.open();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void createsFindsChangesAndTakesBackAGrant() {
        var created = grant("view").expect(201);
        assertThat(created.header("etag")).isEqualTo("\"1\"");
        assertThat(created.json().getString("principal"))
                .isEqualTo(friend.account().toString());
        assertThat(created.json().getString("grantedBy"))
                .isEqualTo(seller.account().toString());
        assertThat(grant("view").expect(200).json()).isEqualTo(created.json());

        var changed = grant("manage", "if-match", "\"1\"").expect(200);
        assertThat(changed.header("etag")).isEqualTo("\"2\"");
        assertThat(seller.get(grantUri).expect(200).json()).isEqualTo(changed.json());
        seller.get(grantUri, "if-none-match", "\"2\"").expect(304);

        seller.revoke(id, friend.account(), "\"2\"").expect(204);
        seller.get(grantUri).expect(404);
        seller.revoke(id, friend.account(), "*").expect(404);
        assertThat(history()).containsExactly("null>private", "null>view", "view>manage", "manage>null");
    }

    @Test
    void changesAndTakesBackOnlyOverTheVersionThatIsNamed() {
        grant("view").expect(201);

        assertThat(grant("update").expect(428).code()).isEqualTo("version-required");
        assertThat(grant("update", "if-match", "\"7\"").expect(412).header("etag"))
                .isEqualTo("\"1\"");
        assertThat(putting(new JsonObject().put("level", "update").put("version", 7))
                        .expect(409)
                        .json()
                        .getLong("currentVersion"))
                .isEqualTo(1);
        seller.revoke(id, friend.account(), null).expect(428);
        seller.revoke(id, friend.account(), "\"7\"").expect(412);
        assertThat(history()).containsExactly("null>private", "null>view");

        putting(new JsonObject().put("level", "update").put("version", 1)).expect(200);
        grant("manage", "if-match", "*").expect(200);
        assertThat(history()).containsExactly("null>private", "null>view", "view>update", "update>manage");
    }

    @Test
    void honoursThatThereMustBeNoneOrOne() {
        assertThat(grant("view", "if-match", "*").expect(412).code()).isEqualTo("precondition-failed");
        grant("view", "if-match", "\"1\"").expect(412);
        grant("view", "if-none-match", "*").expect(201);
        assertThat(grant("view", "if-none-match", "*").expect(412).code()).isEqualTo("precondition-failed");
        grant("view", "if-none-match", "\"1\"").expect(400);
        assertThat(history()).containsExactly("null>private", "null>view");
    }

    @Test
    void namesWhatIsWrongWithAGrant() {
        assertThat(putting(new JsonObject().put("level", "own").put("until", "never"))
                        .expect(400)
                        .pointers())
                .containsExactly("/level", "/until");
        assertThat(putting(new JsonObject()).expect(400).pointers()).containsExactly("/level");
        assertThat(seller.grant(id, new UUID(0, 0), "view").expect(400).pointers())
                .containsExactly("principal");
        assertThat(seller.grant(id, seller.account(), "view").expect(409).code())
                .isEqualTo("conflict");
        seller.grant(UUID.randomUUID().toString(), friend.account(), "view").expect(404);
        shop.anybody().grant(id, friend.account(), "view").expect(401);
        seller.get(Shop.PRODUCTS + "/" + id + "/grants/me").expect(404);
    }

    @Test
    void leavesTheVersionOfTheProductAlone() {
        grant("manage").expect(201);
        seller.revoke(id, friend.account(), "*").expect(204);

        assertThat(seller.get(uri).expect(200).header("etag")).isEqualTo("\"1\"");
    }

    @Test
    void endsARightAtOnce() {
        grant("manage").expect(201);
        friend.patch(id, "*", new JsonObject().put("name", "Darjeeling")).expect(200);

        seller.revoke(id, friend.account(), "*").expect(204);

        friend.get(uri).expect(404);
        friend.get(uri + "/availability").expect(404);
        friend.patch(id, "*", new JsonObject().put("name", "Mine")).expect(404);
        friend.grant(id, friend.account(), "manage").expect(404);
        assertThat(friend.listed("?limit=100")).doesNotContain(id);
    }

    @Test
    void keepsNobodyInWhoTookTheirOwnRightAway() {
        grant("manage").expect(201);
        friend.grant(id, friend.account(), "view", Map.of("if-match", "*")).expect(200);
        assertThat(friend.grant(id, friend.account(), "manage", Map.of("if-match", "*"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void notesEveryChangeOfVisibilityAndNothingElse() {
        seller.patch(id, "*", new JsonObject().put("name", "Darjeeling")).expect(200);
        seller.patch(id, "*", new JsonObject().put("visibility", "private")).expect(200);
        seller.patch(id, "\"9\"", new JsonObject().put("visibility", "public")).expect(412);
        seller.patch(id, "\"3\"", new JsonObject().put("visibility", "public")).expect(200);
        seller.put(id, "*", Shop.tea()).expect(200);
        var hidden =
                seller.put(id, "*", Shop.tea().put("visibility", "private")).expect(200);

        assertThat(hidden.json().getString("visibility")).isEqualTo("private");
        assertThat(history()).containsExactly("null>private", "private>public", "public>private");
    }

    @Test
    void makesProductsPublicUnlessItIsToldOtherwise() {
        assertThat(seller.offers(Shop.tea()).getString("visibility")).isEqualTo("public");
        assertThat(seller.post(Shop.tea().put("visibility", "secret"))
                        .expect(400)
                        .pointers())
                .containsExactly("/visibility");
        assertThat(seller.patch(id, "*", new JsonObject().putNull("visibility"))
                        .expect(400)
                        .pointers())
                .containsExactly("/visibility");
    }

    @Test
    void walksThroughAllGrantsOfAProduct() {
        var principals = Stream.generate(UuidV7::next).limit(7).sorted().toList();
        principals.forEach(principal -> seller.grant(id, principal, "view").expect(201));

        var seen = new ArrayList<String>();
        var next = uri + "/grants?limit=3";
        while (next != null) {
            var page = seller.get(next).expect(200);
            page.items().forEach(item -> seen.add(((JsonObject) item).getString("principal")));
            var link = page.header("link");
            next = link == null ? null : link.replaceAll("<(.*)>; rel=\"next\"", "$1");
        }

        assertThat(seen).isEqualTo(principals.stream().map(UUID::toString).toList());
        seller.get(uri + "/grants?cursor=made-up").expect(400);
        assertThat(seller.get(uri + "/grants?limit=0&sort=level").expect(400).pointers())
                .containsExactly("limit", "sort");
    }

    private Shop.Reply grant(String level) {
        return seller.grant(id, friend.account(), level);
    }

    private Shop.Reply grant(String level, String header, String value) {
        return seller.grant(id, friend.account(), level, Map.of(header, value));
    }

    private Shop.Reply putting(JsonObject body) {
        return seller.call(HttpMethod.PUT, grantUri, Map.of(), body);
    }

    private List<String> history() {
        return List.of(shop.database()
                .value(
                        "SELECT coalesce(string_agg(coalesce(old, 'null') || '>' || coalesce(new, 'null'), ',' ORDER BY at), '')"
                                + " FROM access_changes WHERE product_id = '" + id + "'")
                .split(","));
    }
}
