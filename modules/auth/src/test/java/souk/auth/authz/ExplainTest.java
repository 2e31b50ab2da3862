package souk.auth.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.auth.RunningAuth;
import souk.auth.RunningAuth.Reply;
import souk.shared.contract.ProductAccess;
import souk.shared.contract.ProductOperations;
import souk.testing.TestDatabase;

class ExplainTest {

    private static final UUID LAMP = UUID.randomUUID();
    private static final Map<UUID, ProductAccess> ACCESS = new ConcurrentHashMap<>();

    private static TestDatabase database;
    private static RunningAuth auth;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        auth = RunningAuth.on(database);
        await(auth.bus()
                .serve(
                        ProductOperations.ACCESS,
                        (ask, context) -> Future.succeededFuture(
                                ACCESS.getOrDefault(context.caller().id(), ProductAccess.NOT_THERE))));
    }

    @AfterAll
    static void stop() {
        auth.close();
        database.close();
    }

    @Test
    void namesTheRoleThatGivesAPermissionAndThoseThatDoNot() {
        var token = with("both", "customer,order_manager");

        var explained = explain(token, "action=write_orders").json();

        assertThat(explained.getBoolean("allowed")).isTrue();
        assertThat(details(explained))
                .containsExactly(
                        "The role customer does not give write_orders.", "The role order_manager gives write_orders.");
        assertThat(explain(token, "action=write_keys").json().getBoolean("allowed"))
                .isFalse();
    }

    @Test
    void tellsThatAKeyHasLessThanItsAccount() {
        var token = with("keyed", "order_manager");
        var key = await(auth.send(
                        io.vertx.core.http.HttpMethod.POST,
                        "/api/v1/api-keys",
                        Map.of("authorization", "Bearer " + token),
                        new JsonObject()
                                .put("name", "till")
                                .put("scopes", new io.vertx.core.json.JsonArray().add("read_orders"))
                                .toBuffer()))
                .json()
                .getString("key");

        var explained = explain(key, "action=write_orders").json();

        assertThat(explained.getBoolean("allowed")).isFalse();
        assertThat(details(explained)).anyMatch(detail -> detail.contains("API key"));
    }

    @Test
    void looksAtOwnerGrantPermissionAndVisibilityOfAProduct() {
        var seller = with("seller", "seller");
        var helper = with("helper", "customer");
        var stranger = with("stranger", "customer");
        ACCESS.put(id("seller"), new ProductAccess(true, true, true, null, "private", "active", true, true, true));
        ACCESS.put(
                id("helper"), new ProductAccess(true, true, false, "update", "private", "active", true, true, false));

        assertThat(allowed(seller, "manage")).isTrue();
        assertThat(allowed(helper, "view")).isTrue();
        assertThat(allowed(helper, "update")).isTrue();
        assertThat(allowed(helper, "manage")).isFalse();
        var nothing = explain(stranger, "action=view&resource=product:" + LAMP);
        assertThat(nothing.json().getBoolean("allowed")).isFalse();
        assertThat(nothing.text()).doesNotContain("private", "active");
    }

    @Test
    void isAboutOthersForThoseOnlyWhoMayReadUsersAndSeeTheProduct() {
        with("asked", "customer");
        var auditor = with("auditor", "auditor");
        var curious = with("curious", "customer");
        var question = "action=view&resource=product:" + LAMP + "&user=" + id("asked");

        assertThat(explain(curious, question).status()).isEqualTo(403);
        assertThat(explain(auditor, question).status()).isEqualTo(404);
        ACCESS.put(id("auditor"), new ProductAccess(true, true, false, null, "private", "active", true, false, false));
        assertThat(explain(auditor, question).json().getBoolean("allowed")).isFalse();
        assertThat(explain(auditor, "action=write_own_orders&user=" + id("asked"))
                        .json()
                        .getBoolean("allowed"))
                .isTrue();
        database.execute("UPDATE accounts SET disabled = true WHERE username = 'asked'");
        assertThat(explain(auditor, "action=write_own_orders&user=" + id("asked"))
                        .json()
                        .getBoolean("allowed"))
                .isFalse();
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        var token = with("unclear", "customer");

        assertThat(explain(token, "").pointers()).isEqualTo("action");
        assertThat(explain(token, "action=fly&resource=moon:1").pointers()).isEqualTo("action");
        assertThat(explain(token, "action=view&resource=moon:1").pointers()).isEqualTo("resource");
        assertThat(explain(token, "action=write_orders&resource=product:" + LAMP)
                        .pointers())
                .isEqualTo("resource");
    }

    private static boolean allowed(String token, String action) {
        return explain(token, "action=" + action + "&resource=product:" + LAMP)
                .json()
                .getBoolean("allowed");
    }

    private static List<String> details(JsonObject explanation) {
        return explanation.getJsonArray("reasons").stream()
                .map(reason -> ((JsonObject) reason).getString("detail"))
                .toList();
    }

    private static Reply explain(String token, String query) {
        return auth.get("/api/v1/authz/explain?" + query, Map.of("authorization", "Bearer " + token));
    }

    private static UUID id(String name) {
        return UUID.fromString(database.value("SELECT id FROM accounts WHERE username = '" + name + "'"));
    }

    private static String with(String name, String roles) {
        auth.register(registration(name));
        database.execute("UPDATE accounts SET roles = '{" + roles + "}' WHERE username = '" + name + "'");
        return auth.tokenOf(name);
    }
}
