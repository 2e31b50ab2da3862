package souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the README promises, through the gateway of a cluster as `souk up` starts it. */
class TourIT {
    private static LocalShop shop;

    private Client anonymous;
    private Client seller;
    private Client customer;
    private String run;

    @BeforeAll
    static void open() {
        shop = LocalShop.shared();
    }

    @BeforeEach
    void comeIn() {
        run = "tour-" + UUID.randomUUID().toString().substring(0, 8);
        anonymous = Client.anonymous(shop.url());
        seller = anonymous.join(run + "-seller", "seller");
        customer = anonymous.join(run + "-customer", "customer");
    }

    @Test
    void letsTheAccountsOfTheAccessFileIn() {
        for (var account : shop.access().path("accounts")) {
            var visitor = anonymous.logIn(
                    account.path("username").asText(), account.path("password").asText());

            var profile = visitor.get("/api/v1/profile").expect(200).json();

            assertThat(profile.path("roles").path(0).asText())
                    .isEqualTo(account.path("role").asText());
        }
    }

    @Test
    void asksStrangersForATokenAndShowsThemTheShop() {
        var refused = anonymous.get("/api/v1/profile").expect(401);

        assertThat(refused.header("www-authenticate")).startsWith("Bearer");
        var list = anonymous.get("/api/v1/products?limit=2").expect(200).json();
        assertThat(list.path("items")).hasSize(2);
        assertThat(list.path("next").asText()).isNotEmpty();
    }

    @Test
    void servesTheDocumentOfItsApiAndAPageToTryIt() {
        var document = anonymous.get("/openapi.json").expect(200).json();
        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(document.path("paths").has("/api/v1/orders/{id}")).isTrue();
        anonymous.get("/openapi.yaml").expect(200);
        anonymous.get("/docs").expect(200);
        anonymous.get("/docs/swagger-ui-bundle.js").expect(200);
        anonymous.get("/docs/swagger-ui.css").expect(200);
    }

    @Test
    void showsANewProductToEveryone() {
        var created = seller.post("/api/v1/products", product("lamp", 5)).expect(201);

        assertThat(created.header("location"))
                .isEqualTo("/api/v1/products/" + created.json().path("id").asText());
        var read = anonymous.get(created.header("location")).expect(200);
        assertThat(read.header("etag")).isEqualTo(created.header("etag")).isEqualTo("\"1\"");
        assertThat(read.json()).isEqualTo(created.json());
        assertThat(read.json().path("price").path("amount").asText()).isEqualTo("19.99");
    }

    @Test
    void refusesAStaleChangeAndOneWithoutAVersion() {
        var path = "/api/v1/products/" + create("lamp", 5);
        var cheaper = "{\"price\":{\"amount\":\"9.99\",\"currency\":\"EUR\"}}";

        var changed = seller.send("PATCH", path, cheaper, "If-Match", "\"1\"").expect(200);
        var stale = seller.send("PATCH", path, cheaper, "If-Match", "\"1\"").expect(412);
        var blind = seller.send("PATCH", path, cheaper).expect(428);
        var foreign = customer.send("PATCH", path, cheaper, "If-Match", "\"2\"").expect(403);

        assertThat(changed.header("etag")).isEqualTo("\"2\"");
        assertThat(stale.header("etag")).isEqualTo("\"2\"");
        assertThat(stale.code()).isEqualTo("stale-version");
        assertThat(blind.code()).isEqualTo("version-required");
        assertThat(foreign.header("content-type")).startsWith("application/problem+json");
    }

    @Test
    void answersARepeatedOrderWithItsFirstAnswer() {
        var body = order(create("lamp", 5), 2, create("shade", 5), 1);
        var key = UUID.randomUUID().toString();

        var first =
                customer.post("/api/v1/orders", body, "Idempotency-Key", key).expect(201);
        var again =
                customer.post("/api/v1/orders", body, "Idempotency-Key", key).expect(201);
        var other = customer.post("/api/v1/orders", order(create("bulb", 5), 1), "Idempotency-Key", key)
                .expect(422);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
        assertThat(first.json().path("status").asText()).isEqualTo("confirmed");
        assertThat(first.json().path("total").path("amount").asText()).isEqualTo("59.97");
        assertThat(first.json().path("lines")).hasSize(2);
        assertThat(customer.get("/api/v1/orders").expect(200).json().path("items"))
                .hasSize(1)
                .first()
                .isEqualTo(customer.get(first.header("location")).expect(200).json());
    }

    @Test
    void showsAnOrderToNobodyElse() {
        var placed =
                customer.post("/api/v1/orders", order(create("lamp", 5), 1)).expect(201);
        var neighbour = anonymous.join(run + "-neighbour", "customer");

        neighbour.get(placed.header("location")).expect(404);
        neighbour.post(placed.header("location") + "/cancel", null).expect(404);

        assertThat(neighbour.get("/api/v1/orders").expect(200).json().path("items"))
                .isEmpty();
        customer.get(placed.header("location")).expect(200);
    }

    @Test
    void refusesToSellMoreThanThereIsAndLeavesTheOtherLineAlone() {
        var lamp = create("lamp", 5);
        var shade = create("shade", 5);

        var refused = customer.post("/api/v1/orders", order(lamp, 6, shade, 1)).expect(409);

        assertThat(refused.code()).isEqualTo("insufficient-stock");
        assertThat(refused.json().path("shortages").path(0).path("productId").asText())
                .isEqualTo(lamp);
        assertThat(available(lamp)).isEqualTo(5);
        assertThat(available(shade)).isEqualTo(5);
    }

    @Test
    void givesStockBackWhenAnOrderIsCancelled() {
        var lamp = create("lamp", 5);
        var placed = customer.post("/api/v1/orders", order(lamp, 4)).expect(201);
        assertThat(available(lamp)).isEqualTo(1);

        var cancelled =
                customer.post(placed.header("location") + "/cancel", null).expect(200);

        assertThat(cancelled.json().path("status").asText()).isEqualTo("cancelled");
        await().atMost(Duration.ofSeconds(20)).until(() -> available(lamp) == 5);
    }

    @Test
    void namesAProductThatItDoesNotHave() {
        var unknown = UUID.randomUUID().toString();

        var refused = customer.post("/api/v1/orders", order(unknown, 1)).expect(422);

        assertThat(refused.code()).isEqualTo("unknown-product");
        assertThat(refused.json().path("errors").path(0).path("detail").asText())
                .contains(unknown);
    }

    @Test
    void listsEveryViolationAtOnce() {
        var refused = seller.post("/api/v1/products", "{\"sku\":\"\",\"stock\":-1,\"colour\":\"red\"}")
                .expect(400);

        assertThat(refused.json().path("errors").findValuesAsText("pointer"))
                .contains("/sku", "/name", "/price", "/stock", "/colour");
    }

    @Test
    void answersUnderShortNamesToo() {
        var grant = anonymous.post("/login", credentials()).expect(200).json();
        var shopper = new Client(shop.url(), grant.path("accessToken").asText());

        var placed = shopper.post("/orders", order(create("lamp", 5), 1)).expect(201);

        assertThat(shopper.get("/orders/" + placed.json().path("id").asText())
                        .expect(200)
                        .json()
                        .path("id"))
                .isEqualTo(placed.json().path("id"));
        anonymous.get("/products").expect(200);
        shopper.get("/profile").expect(200);
    }

    @Test
    void letsOneMoreInstanceJoinByHand() {
        var environment = shop.souk("env", "orders", "--json");
        assertThat(environment.exitCode()).as(environment.all()).isZero();

        try (var guest = GuestInstance.start("orders", environment.out())) {
            guest.awaitReady();
            assertThat(shop.souk("stop", "orders-1").exitCode()).isZero();

            customer.post("/api/v1/orders", order(create("lamp", 5), 1)).expect(201);

            assertThat(shop.souk("start", "orders-1").exitCode()).isZero();
        }
    }

    private String create(String name, int stock) {
        return seller.post("/api/v1/products", product(name, stock))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    private String product(String name, int stock) {
        return """
                {"sku": "%s-%s", "name": "A %s", "description": "For the tour.",
                 "price": {"amount": "19.99", "currency": "EUR"}, "stock": %d}
                """.formatted(run, name, name, stock);
    }

    private String credentials() {
        return "{\"username\":\"%s\",\"password\":\"the password of %s\"}"
                .formatted(run + "-customer", run + "-customer");
    }

    private int available(String product) {
        return anonymous
                .get("/api/v1/products/" + product + "/availability")
                .expect(200)
                .json()
                .path("available")
                .asInt();
    }

    private static String order(String product, int quantity) {
        return "{\"lines\":[%s]}".formatted(line(product, quantity));
    }

    private static String order(String one, int ofOne, String other, int ofOther) {
        return "{\"lines\":[%s,%s]}".formatted(line(one, ofOne), line(other, ofOther));
    }

    private static String line(String product, int quantity) {
        return "{\"productId\":\"%s\",\"quantity\":%d}".formatted(product, quantity);
    }
}
