package souk.auth.user;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.PASSWORD;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.registration;
import static souk.auth.user.Administration.names;
import static souk.auth.user.Administration.role;
import static souk.auth.user.Administration.roles;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.auth.RunningAuth;
import souk.auth.RunningAuth.Reply;
import souk.testing.TestDatabase;

/** Who may give which rights to whom, over HTTP. */
class RightsTest {

    private static Administration office;

    @BeforeAll
    static void start() {
        office = new Administration();
    }

    @AfterAll
    static void stop() {
        office.close();
    }

    @Test
    void givesARoleThatWorksAtOnceAndEndsTheTokensOfBefore() {
        var clerk = office.with("clerk", "customer");
        var user = office.user("clerk");

        var changed = office.setRoles(office.admin, user, "order_manager", "customer");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().getJsonArray("permissions")).contains("write_orders", "write_own_orders");
        Awaitility.await().until(() -> office.auth.profile(clerk).status() == 401);
        assertThat(office.auth.profile(office.auth.tokenOf("clerk")).json().getJsonArray("roles"))
                .containsExactly("customer", "order_manager");
    }

    @Test
    void letsNobodyGrantWhatTheyLack() {
        office.put(
                        "/api/v1/roles/desk",
                        office.admin,
                        Map.of(),
                        role("read_users", "write_users", "read_own_orders", "write_own_orders"))
                .status();
        var clerk = office.with("desk-clerk", "desk");
        office.with("plain", "customer");

        var refused = office.setRoles(clerk, office.user("plain"), "order_manager");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getString("detail")).contains("write_orders");
        assertThat(office.setRoles(clerk, office.user("plain"), "desk").status())
                .isEqualTo(200);
        assertThat(office.setRoles(clerk, office.user("root"), "desk").status())
                .as("takes from the user what the clerk could not give")
                .isEqualTo(403);
        assertThat(office.disable(clerk, office.user("root")).status()).isEqualTo(403);
        assertThat(office.auth.logIn("root", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void keepsTheLastAdministrator() {
        assertThat(office.setRoles(office.admin, office.user("root"), "customer")
                        .status())
                .isEqualTo(409);
        assertThat(office.disable(office.admin, office.user("root")).status()).isEqualTo(409);
    }

    @Test
    void keepsOneOfTwoAdministratorsWhoRemoveEachOther() {
        try (var other = TestDatabase.create();
                var service = RunningAuth.on(other)) {
            var tokens = new ArrayList<String>();
            for (var name : List.of("one", "two")) {
                service.register(registration(name));
                other.execute("UPDATE accounts SET roles = '{admin}' WHERE username = '" + name + "'");
                tokens.add(service.tokenOf(name));
            }
            var removals = List.of(
                    send(
                            service,
                            HttpMethod.PUT,
                            path(service, tokens.get(0), "two"),
                            tokens.get(0),
                            roles("customer")),
                    send(
                            service,
                            HttpMethod.PUT,
                            path(service, tokens.get(1), "one"),
                            tokens.get(1),
                            roles("customer")));
            await(Future.join(removals));

            var outcomes = new TreeMap<Integer, Integer>();
            removals.forEach(reply -> outcomes.merge(reply.result().status(), 1, Integer::sum));
            assertThat(outcomes).as("the second is no administrator any more").isEqualTo(Map.of(200, 1, 401, 1));
            assertThat(other.number("SELECT count(*) FROM accounts WHERE roles @> '{admin}'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void disablesAndEnables() {
        var token = office.with("barred", "seller");

        assertThat(office.disable(office.admin, office.user("barred")).json().getBoolean("disabled"))
                .isTrue();

        Awaitility.await().until(() -> office.auth.profile(token).status() == 401);
        assertThat(office.auth.logIn("barred", PASSWORD).status()).isEqualTo(401);
        assertThat(office.patch(office.admin, office.user("barred"), new JsonObject().put("disabled", false))
                        .status())
                .isEqualTo(200);
        assertThat(office.auth.logIn("barred", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void changesAUserUnderItsVersionOnly() {
        office.with("versioned", "customer");
        var path = "/api/v1/users/" + office.user("versioned").getString("id");

        var without =
                office.call(HttpMethod.PATCH, path, office.admin, Map.of(), new JsonObject().put("disabled", true));
        var stale = office.call(
                HttpMethod.PATCH,
                path,
                office.admin,
                Map.of("if-match", "\"7\""),
                new JsonObject().put("disabled", true));

        assertThat(without.status()).isEqualTo(428);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.header("etag")).isEqualTo("\"1\"");
    }

    @Test
    void namesEveryRoleThatThereIsNot() {
        office.with("hopeful", "customer");

        var refused = office.setRoles(office.admin, office.user("hopeful"), "king", "seller", "queen");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.pointers()).isEqualTo("/roles/0 /roles/2");
    }

    @Test
    void findsUsersByTheBeginningOfNameOrAddressInParts() {
        for (var number = 0; number < 5; number++) {
            office.with("find_me" + number, "seller");
        }
        office.with("findXme", "seller");

        var first = office.get("/api/v1/users?q=FIND_ME&role=seller&limit=3", office.admin);
        var second = office.get(
                "/api/v1/users?q=FIND_ME&role=seller&limit=3&cursor="
                        + first.json().getString("next"),
                office.admin);

        assertThat(names(first)).containsExactly("find_me4", "find_me3", "find_me2");
        assertThat(names(second)).containsExactly("find_me1", "find_me0");
        assertThat(second.json().getString("next")).isNull();
        assertThat(names(office.get("/api/v1/users?q=find_me3@ex", office.admin)))
                .containsExactly("find_me3");
        assertThat(names(office.get("/api/v1/users?q=find_me&disabled=true", office.admin)))
                .isEmpty();
        assertThat(office.get("/api/v1/users?disabled=perhaps&cursor=x&colour=red", office.admin)
                        .status())
                .isEqualTo(400);
    }

    private static Future<Reply> send(
            RunningAuth service, HttpMethod method, String path, String token, JsonObject body) {
        return service.send(method, path, Map.of("authorization", "Bearer " + token, "if-match", "*"), body.toBuffer());
    }

    private static String path(RunningAuth service, String token, String name) {
        var found = service.get("/api/v1/users?q=" + name, Map.of("authorization", "Bearer " + token));
        return "/api/v1/users/"
                + found.json().getJsonArray("items").getJsonObject(0).getString("id") + "/roles";
    }
}
