package souk.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Who there is, and fresh things of theirs to try operations on. */
final class AccessWorld {

    private static final String ALL_READING = "\"read_own_profile\",\"read_own_api_keys\",\"read_own_orders\","
            + "\"read_products\",\"read_stock\",\"read_orders\",\"read_users\",\"read_roles\",\"read_keys\",\"read_audit\","
            + "\"read_settings\",\"read_cluster\"";

    private final Client anonymous;
    private final Client admin;
    private final Map<String, Client> callers = new LinkedHashMap<>();
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private String doneImport;
    private int made;

    /** @param expired a token that has expired, or will have when it is used */
    AccessWorld(LocalShop shop, String expired) {
        anonymous = Client.anonymous(shop.url());
        admin = administrator(shop.access());
        callers.put("anonymous", anonymous);
        callers.put("expired", new Client(shop.url(), expired));
        callers.put("customer", member("customer"));
        callers.put("other_customer", member("customer"));
        callers.put("seller", member("seller"));
        callers.put("other_seller", member("seller"));
        for (var role : new String[] {"catalog_manager", "inventory_manager", "order_manager", "auditor"}) {
            callers.put(role, member(role));
        }
        callers.put("admin", admin);
        callers.put("read_only_key", readOnlyKey());
    }

    Client caller(String name) {
        return callers.get(name);
    }

    /** Somebody like the caller, whom it does not matter to lose. */
    Client doubleOf(String caller) {
        return switch (caller) {
            case "anonymous", "expired", "read_only_key" -> caller(caller);
            case "other_customer" -> member("customer");
            case "other_seller" -> member("seller");
            default -> member(caller);
        };
    }

    Client anonymous() {
        return anonymous;
    }

    Client admin() {
        return admin;
    }

    String name() {
        return "m-" + run + "-" + made++;
    }

    static String password(String name) {
        return "the password of " + name;
    }

    /** The path of a product of the seller that everybody sees. */
    String product() {
        return "/api/v1/products/" + product("");
    }

    /** The path of a private product of the seller. */
    String privateProduct() {
        return "/api/v1/products/" + product(",\"visibility\":\"private\"");
    }

    /** The path of a product that the seller has deleted. */
    String deletedProduct() {
        var path = product();
        caller("seller").send("DELETE", path, null, "If-Match", "*").expect(204);
        return path;
    }

    /** The path of a category with nothing in it. */
    String category() {
        return admin.post("/api/v1/categories", newCategory()).expect(201).header("location");
    }

    String newCategory() {
        return "{\"name\":\"%s\"}".formatted(name());
    }

    String productId() {
        return product("");
    }

    /** The path of a grant by the seller to somebody. */
    String grant() {
        var path = product() + "/grants/" + userId();
        caller("seller").send("PUT", path, "{\"level\":\"view\"}").expect(201);
        return path;
    }

    /** The path of an order of the customer. */
    String order() {
        return caller("customer")
                .post("/api/v1/orders", order(productId()))
                .expect(201)
                .header("location");
    }

    String paidOrder() {
        var order = order();
        caller("customer").post(order + "/pay", null).expect(200);
        return order;
    }

    String shippedOrder() {
        var order = paidOrder();
        admin.post(order + "/ship", null).expect(200);
        return order;
    }

    static String order(String product) {
        return "{\"lines\":[{\"productId\":\"%s\",\"quantity\":1}]}".formatted(product);
    }

    static Client.Answer imported(Client caller, String sku) {
        var line = "{\"sku\":\"%s\",\"name\":\"Lamp\",\"price\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}"
                .formatted(sku);
        return caller.post("/api/v1/products/import", line, "Content-Type", "application/x-ndjson");
    }

    /** The path of an import of the seller that is over. */
    String doneImport() {
        if (doneImport == null) {
            doneImport = imported(caller("seller"), name()).expect(202).header("location");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> caller("seller")
                            .get(doneImport)
                            .json()
                            .path("state")
                            .asText()
                            .equals("done"));
        }
        return doneImport;
    }

    /** The path of an account that is nobody else's business. */
    String user() {
        return "/api/v1/users/" + accountId(join(name(), "customer"));
    }

    /** The id of an account that is nobody else's business. */
    String userId() {
        return accountId(join(name(), "customer"));
    }

    /** The path of an own role with little to it. */
    String role() {
        var path = "/api/v1/roles/r" + run + "_" + made++;
        admin.send("PUT", path, "{\"permissions\":[\"read_own_profile\"]}").expect(201);
        return path;
    }

    String newRole() {
        return "/api/v1/roles/r" + run + "_" + made++;
    }

    /** The path of an API key of the customer. */
    String apiKey() {
        return caller("customer")
                .post("/api/v1/api-keys", "{\"name\":\"till\",\"scopes\":[\"read_own_profile\"]}")
                .expect(201)
                .header("location");
    }

    /** The log-in of an account that must exist. */
    JsonNode grant(String name) {
        return anonymous
                .post("/api/v1/login", "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(name, password(name)))
                .expect(200)
                .json();
    }

    String join(String name, String role) {
        anonymous.post("/api/v1/register", registration(name, role)).expect(201);
        return name;
    }

    static String registration(String name, String role) {
        return "{\"username\":\"%s\",\"email\":\"%s@souk.example\",\"password\":\"%s\",\"role\":\"%s\"}"
                .formatted(name, name, password(name), role);
    }

    private Client member(String role) {
        var selfService = role.equals("customer") || role.equals("seller");
        var name = join(name(), selfService ? role : "customer");
        if (!selfService) {
            admin.send(
                            "PUT",
                            "/api/v1/users/" + accountId(name) + "/roles",
                            "{\"roles\":[\"" + role + "\"]}",
                            "If-Match",
                            "*")
                    .expect(200);
        }
        return new Client(anonymous.url(), grant(name).path("accessToken").asText());
    }

    private Client readOnlyKey() {
        var made = admin.post("/api/v1/api-keys", "{\"name\":\"reader\",\"scopes\":[" + ALL_READING + "]}")
                .expect(201);
        return new Client(anonymous.url(), made.json().path("key").asText());
    }

    private String accountId(String name) {
        var items = admin.get("/api/v1/users?q=" + name).expect(200).json().path("items");
        for (var item : items) {
            if (item.path("username").asText().equals(name)) {
                return item.path("id").asText();
            }
        }
        throw new AssertionError("there is no account " + name);
    }

    private Client administrator(JsonNode access) {
        for (var account : access.path("accounts")) {
            if (account.path("role").asText().equals("admin")) {
                return anonymous.logIn(
                        account.path("username").asText(),
                        account.path("password").asText());
            }
        }
        throw new AssertionError("the shop has no administrator");
    }

    private String product(String more) {
        var product = """
                {"sku":"%s","name":"Lamp","description":"","price":{"amount":"19.99","currency":"EUR"},"stock":9,
                 "status":"active"%s}""".formatted(name(), more);
        return caller("seller")
                .post("/api/v1/products", product)
                .expect(201)
                .json()
                .path("id")
                .asText();
    }
}
