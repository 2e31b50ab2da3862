package souk.system;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How each operation is called so that nothing but the caller's rights decides the answer. */
final class AccessCalls {

    private static final String ANY = "*";
    private static final Map<String, Call> CALLS = new LinkedHashMap<>();

    /** One try of an operation: {@code caller} is who calls, {@code name} as what. */
    @FunctionalInterface
    interface Call {
        Client.Answer by(Client caller, String name, AccessWorld world);
    }

    static {
        accounts();
        sessions();
        users();
        settings();
        rolesAndKeys();
        providers();
        products();
        categories();
        grants();
        imports();
        CALLS.putAll(StockAndSalesCalls.all());
        CALLS.putAll(OrderCalls.all());
    }

    private AccessCalls() {}

    static Set<String> known() {
        return CALLS.keySet();
    }

    static Client.Answer call(String operation, String caller, AccessWorld world) {
        return CALLS.get(operation).by(world.caller(caller), caller, world);
    }

    private static void accounts() {
        add(
                "register",
                (caller, name, world) ->
                        caller.post("/api/v1/register", AccessWorld.registration(world.name(), "customer")));
        add("logIn", (caller, name, world) -> {
            var account = world.join(world.name(), "customer");
            return caller.post(
                    "/api/v1/login",
                    "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(account, AccessWorld.password(account)));
        });
        add("readProfile", (caller, name, world) -> caller.get("/api/v1/profile"));
        add(
                "changeProfile",
                (caller, name, world) ->
                        caller.send("PATCH", "/api/v1/profile", "{\"displayName\":\"Ada\"}", "If-Match", ANY));
        add("exportProfile", (caller, name, world) -> caller.get("/api/v1/profile/export"));
        add("deleteProfile", (caller, name, world) -> {
            var leaver = world.doubleOf(name);
            return leaver.send(
                    "DELETE",
                    "/api/v1/profile",
                    "{\"password\":\"%s\"}".formatted(passwordOf(leaver)),
                    "If-Match",
                    ANY);
        });
        add("changePassword", (caller, name, world) -> {
            var owner = world.doubleOf(name);
            return owner.send(
                    "PUT",
                    "/api/v1/profile/password",
                    "{\"currentPassword\":\"%s\",\"newPassword\":\"four figs and a lemon\"}"
                            .formatted(passwordOf(owner)));
        });
        add("listSigningKeys", (caller, name, world) -> caller.get("/api/v1/signing-keys"));
        add("rotateSigningKeys", (caller, name, world) -> caller.post("/api/v1/signing-keys/rotate", "{}"));
        add("readMetadata", (caller, name, world) -> caller.get("/api/v1/.well-known/openid-configuration"));
        add("readWellKnownMetadata", (caller, name, world) -> caller.get("/.well-known/openid-configuration"));
        add("readKeys", (caller, name, world) -> caller.get("/api/v1/.well-known/jwks.json"));
        add("readWellKnownKeys", (caller, name, world) -> caller.get("/.well-known/jwks.json"));
    }

    private static String passwordOf(Client somebody) {
        return AccessWorld.password(
                somebody.get("/api/v1/profile").json().path("username").asText());
    }

    private static void sessions() {
        add("refreshToken", (caller, name, world) -> {
            var grant = world.grant(world.join(world.name(), "customer"));
            return caller.post(
                    "/api/v1/token/refresh",
                    "{\"refreshToken\":\"" + grant.path("refreshToken").asText() + "\"}");
        });
        add("logOut", (caller, name, world) -> world.doubleOf(name).post("/api/v1/logout", null));
        add("listSessions", (caller, name, world) -> caller.get("/api/v1/sessions"));
        add("endSession", (caller, name, world) -> {
            var customer = world.doubleOf("customer");
            var id = customer.get("/api/v1/sessions")
                    .expect(200)
                    .json()
                    .path("items")
                    .path(0)
                    .path("id")
                    .asText();
            var ender = name.equals("customer") ? customer : caller;
            return ender.send("DELETE", "/api/v1/sessions/" + id, null);
        });
    }

    private static void users() {
        add("listUsers", (caller, name, world) -> caller.get("/api/v1/users?limit=1"));
        add("readUser", (caller, name, world) -> caller.get(world.user()));
        add(
                "changeUser",
                (caller, name, world) -> caller.send("PATCH", world.user(), "{\"disabled\":true}", "If-Match", ANY));
        add("readUserRoles", (caller, name, world) -> caller.get(world.user() + "/roles"));
        add(
                "setUserRoles",
                (caller, name, world) ->
                        caller.send("PUT", world.user() + "/roles", "{\"roles\":[\"seller\"]}", "If-Match", ANY));
        add("listAudit", (caller, name, world) -> caller.get("/api/v1/audit?limit=1"));
        add("explain", (caller, name, world) -> caller.get("/api/v1/authz/explain?action=write_orders"));
    }

    private static void settings() {
        var level = "/api/v1/admin/settings/log.level.souk.example";
        add("readCluster", (caller, name, world) -> caller.get("/api/v1/cluster"));
        add("listSettings", (caller, name, world) -> caller.get("/api/v1/admin/settings"));
        add("readSetting", (caller, name, world) -> caller.get(level));
        add("putSetting", (caller, name, world) -> caller.send("PUT", level, "{\"value\":\"info\"}", "If-Match", ANY));
        add("deleteSetting", (caller, name, world) -> caller.send("DELETE", level, null, "If-Match", ANY));
    }

    private static void rolesAndKeys() {
        add("listRoles", (caller, name, world) -> caller.get("/api/v1/roles"));
        add("readRole", (caller, name, world) -> caller.get("/api/v1/roles/seller"));
        add(
                "putRole",
                (caller, name, world) ->
                        caller.send("PUT", world.newRole(), "{\"permissions\":[\"read_own_profile\"]}"));
        add("deleteRole", (caller, name, world) -> caller.send("DELETE", world.role(), null, "If-Match", ANY));
        add("listApiKeys", (caller, name, world) -> caller.get("/api/v1/api-keys"));
        add(
                "makeApiKey",
                (caller, name, world) ->
                        caller.post("/api/v1/api-keys", "{\"name\":\"till\",\"scopes\":[\"read_own_profile\"]}"));
        add("readApiKey", (caller, name, world) -> caller.get(world.apiKey()));
        add("revokeApiKey", (caller, name, world) -> caller.send("DELETE", world.apiKey(), null));
        add("rotateApiKey", (caller, name, world) -> caller.post(world.apiKey() + "/rotate", "{}"));
    }

    private static void products() {
        add("listProducts", (caller, name, world) -> caller.get("/api/v1/products?limit=1"));
        add("readSearchIndex", (caller, name, world) -> caller.get("/api/v1/search-index"));
        add("checkSearchIndex", (caller, name, world) -> caller.post("/api/v1/search-index/check", null));
        add("rebuildSearchIndex", (caller, name, world) -> caller.post("/api/v1/search-index/rebuild", null));
        add("createProduct", (caller, name, world) -> caller.post("/api/v1/products", """
                {"sku":"%s","name":"Lamp","description":"","price":{"amount":"19.99","currency":"EUR"},"stock":1}""".formatted(world.name())));
        add("readProduct", (caller, name, world) -> caller.get(world.product()));
        add(
                "replaceProduct",
                (caller, name, world) ->
                        caller.send("PUT", world.product(), """
                {"sku":"%s","name":"Lamp","description":"","price":{"amount":"9.99","currency":"EUR"},"stock":9,
                 "status":"active"}""".formatted(world.name()), "If-Match", ANY));
        add(
                "patchProduct",
                (caller, name, world) ->
                        caller.send("PATCH", world.product(), "{\"name\":\"Light\"}", "If-Match", ANY));
        add("deleteProduct", (caller, name, world) -> caller.send("DELETE", world.product(), null, "If-Match", ANY));
        add("readProduct.deleted", (caller, name, world) -> caller.get(world.deletedProduct() + "?deleted=true"));
        add(
                "restoreProduct",
                (caller, name, world) ->
                        caller.send("POST", world.deletedProduct() + "/restore", "{}", "If-Match", ANY));
        add("readProductHistory", (caller, name, world) -> caller.get(world.product() + "/history"));
        add("readProductHistory.private", (caller, name, world) -> caller.get(world.privateProduct() + "/history"));
        add("readProductPrices", (caller, name, world) -> caller.get(world.product() + "/prices"));
        add("readProductPrices.private", (caller, name, world) -> caller.get(world.privateProduct() + "/prices"));
        add("readAvailability", (caller, name, world) -> caller.get(world.product() + "/availability"));
    }

    private static void categories() {
        add("listCategories", (caller, name, world) -> caller.get("/api/v1/categories?limit=1"));
        add("readCategoryTree", (caller, name, world) -> caller.get("/api/v1/categories/tree?depth=1"));
        add("readCategory", (caller, name, world) -> caller.get(world.category()));
        add("listProductsOfCategory", (caller, name, world) -> caller.get(world.category() + "/products?limit=1"));
        add("createCategory", (caller, name, world) -> caller.post("/api/v1/categories", world.newCategory()));
        add(
                "replaceCategory",
                (caller, name, world) -> caller.send(
                        "PUT",
                        world.category(),
                        "{\"name\":\"%s\",\"description\":\"\",\"position\":1}".formatted(world.name()),
                        "If-Match",
                        ANY));
        add(
                "patchCategory",
                (caller, name, world) -> caller.send("PATCH", world.category(), "{\"position\":1}", "If-Match", ANY));
        add("deleteCategory", (caller, name, world) -> caller.send("DELETE", world.category(), null, "If-Match", ANY));
        add("moveCategory", (caller, name, world) -> caller.post(world.category() + "/move", "{\"parent\":null}"));
    }

    private static void providers() {
        add("listProviders", (caller, name, world) -> caller.get("/api/v1/oidc"));
        add("beginLoginAtProvider.unknown", (caller, name, world) -> caller.get("/api/v1/oidc/nobody/login"));
        add(
                "finishLoginAtProvider.unknown",
                (caller, name, world) -> caller.get("/api/v1/oidc/nobody/callback?state=x&code=y"));
        add("logOutAtProvider.unknown", (caller, name, world) -> caller.get("/api/v1/oidc/nobody/logout"));
        add(
                "endSessionsOfProvider.unknown",
                (caller, name, world) -> caller.send(
                        "POST",
                        "/api/v1/oidc/nobody/backchannel-logout",
                        "logout_token=x",
                        "Content-Type",
                        "application/x-www-form-urlencoded"));
    }

    private static void grants() {
        add("readProduct.private", (caller, name, world) -> caller.get(world.privateProduct()));
        add("readAvailability.private", (caller, name, world) -> caller.get(world.privateProduct() + "/availability"));
        add(
                "patchProduct.private",
                (caller, name, world) ->
                        caller.send("PATCH", world.privateProduct(), "{\"name\":\"Light\"}", "If-Match", ANY));
        add(
                "deleteProduct.private",
                (caller, name, world) -> caller.send("DELETE", world.privateProduct(), null, "If-Match", ANY));
        add(
                "placeOrder.private",
                (caller, name, world) -> caller.post(
                        "/api/v1/orders",
                        AccessWorld.order(world.privateProduct().replaceFirst(".*/", ""))));
        add("listGrants", (caller, name, world) -> caller.get(world.product() + "/grants"));
        add("listGrants.private", (caller, name, world) -> caller.get(world.privateProduct() + "/grants"));
        add("readGrant", (caller, name, world) -> caller.get(world.grant()));
        add(
                "putGrant",
                (caller, name, world) ->
                        caller.send("PUT", world.product() + "/grants/" + world.userId(), "{\"level\":\"view\"}"));
        add("revokeGrant", (caller, name, world) -> caller.send("DELETE", world.grant(), null, "If-Match", ANY));
    }

    private static void imports() {
        add("importProducts", (caller, name, world) -> AccessWorld.imported(caller, world.name()));
        add("listImports", (caller, name, world) -> caller.get("/api/v1/imports?limit=1"));
        add("readImport", (caller, name, world) -> caller.get(world.doneImport()));
        add("cancelImport", (caller, name, world) -> caller.send("DELETE", world.doneImport(), null));
        add("listImportLines", (caller, name, world) -> caller.get(world.doneImport() + "/lines"));
        add("exportProducts", (caller, name, world) -> caller.get("/api/v1/products/export?format=csv"));
    }

    private static void add(String operation, Call call) {
        CALLS.put(operation, call);
    }
}
