package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Role;

class CreatingProductsTest {

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
    void answersWithTheProductItsAddressAndItsFirstVersion() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = Shop.tea();

        var reply = seller.post(tea).expect(201);

        var product = reply.json();
        assertThat(reply.header("etag")).isEqualTo("\"1\"");
        assertThat(reply.header("location")).isEqualTo("/api/v1/products/" + product.getString("id"));
        assertThat(product.getString("sellerId")).isEqualTo(seller.account().toString());
        assertThat(product.getString("status")).isEqualTo("active");
        assertThat(product.getLong("version")).isEqualTo(1);
        tea.forEach(member -> assertThat(product.getValue(member.getKey())).isEqualTo(member.getValue()));
        assertThat(shop.anybody().get(reply.header("location")).expect(200).json())
                .isEqualTo(product);
    }

    @Test
    void booksTheFirstStockAsAMovement() {
        var seller = shop.newcomer(Role.SELLER);

        var ten = seller.offers(Shop.tea()).getString("id");
        var none = seller.offers(Shop.tea().put("stock", 0)).getString("id");

        assertThat(shop.database()
                        .value("SELECT delta || ' ' || reason || ' ' || actor FROM stock_movements"
                                + " WHERE product_id = '" + ten + "'"))
                .isEqualTo("10 initial stock " + seller.account());
        assertThat(shop.database().number("SELECT count(*) FROM stock_movements WHERE product_id = '" + none + "'"))
                .isZero();
    }

    @Test
    void refusesASecondProductOfOneSellerWithTheSameSku() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = Shop.tea();
        seller.offers(tea);

        var second = seller.post(tea).expect(409);

        assertThat(second.code()).isEqualTo("duplicate");
        assertThat(second.pointers()).containsExactly("/sku");
        shop.newcomer(Role.SELLER).post(tea).expect(201);
    }

    @Test
    void givesTheSkuOfADeletedProductBack() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = Shop.tea();
        seller.delete(seller.offers(tea).getString("id"), "\"1\"").expect(204);

        seller.post(tea).expect(201);
    }

    @Test
    void isForThoseWhoMayWriteProducts() {
        assertThat(shop.anybody().post(Shop.tea()).expect(401).header("www-authenticate"))
                .startsWith("Bearer");
        shop.newcomer(Role.CUSTOMER).post(Shop.tea()).expect(403);
        shop.newcomer(Role.CATALOG_MANAGER).post(Shop.tea()).expect(201);
        shop.newcomer(Role.ADMIN).post(Shop.tea()).expect(201);
    }

    @Test
    void namesEveryViolationAtOnce() {
        var nonsense = new JsonObject()
                .put("sku", "two words")
                .put("name", "")
                .put("price", new JsonObject().put("amount", "-1.00").put("currency", "EUR"))
                .put("stock", 1_000_000_001)
                .put("status", "sold out")
                .put("colour", "green");

        var reply = shop.newcomer(Role.SELLER).post(nonsense).expect(400);

        assertThat(reply.code()).isEqualTo("invalid");
        assertThat(reply.pointers())
                .containsExactly("/colour", "/description", "/name", "/price/amount", "/sku", "/status", "/stock");
    }

    @Test
    void takesWhatIsJustWithinTheLimitsAndRefusesWhatIsJustBeyond() {
        var seller = shop.newcomer(Role.SELLER);

        seller.post(Shop.tea()
                        .put("sku", "x".repeat(64))
                        .put("name", "名".repeat(200))
                        .put("description", "x".repeat(10_000))
                        .put("price", new JsonObject().put("amount", "0").put("currency", "JPY"))
                        .put("stock", 1_000_000_000))
                .expect(201);

        Stream.of(
                        Shop.tea().put("sku", "x".repeat(65)),
                        Shop.tea().put("sku", "zero\u200bwidth"),
                        Shop.tea().put("sku", "no\u00a0break"),
                        Shop.tea().put("name", "x".repeat(201)),
                        Shop.tea().put("description", "x".repeat(10_001)),
                        Shop.tea()
                                .put(
                                        "price",
                                        new JsonObject().put("amount", "4.505").put("currency", "EUR")),
                        Shop.tea()
                                .put(
                                        "price",
                                        new JsonObject().put("amount", "4.50").put("currency", "EURO")),
                        Shop.tea()
                                .put(
                                        "price",
                                        new JsonObject().put("amount", 4.5).put("currency", "EUR")),
                        Shop.tea().put("stock", -1),
                        Shop.tea().put("stock", 1.5),
                        Shop.tea().put("stock", 4_294_967_301L))
                .forEach(product -> seller.post(product).expect(400));
    }

    @Test
    void answersARepetitionWithTheFirstAnswerByteForByte() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = Shop.tea();

        var first = post(seller, "key-1", tea).expect(201);
        seller.patch(first.json().getString("id"), "\"1\"", new JsonObject().put("name", "Renamed"))
                .expect(200);
        var again = post(seller, "key-1", tea).expect(201);

        assertThat(first.header("idempotency-replayed")).isNull();
        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(again.header("location")).isEqualTo(first.header("location"));
        assertThat(again.header("etag")).isEqualTo("\"1\"");
        assertThat(productsOf(seller)).isEqualTo(1);
    }

    @Test
    void answersARepetitionOfARefusalWithTheRefusalThoughItWouldSucceedNow() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = Shop.tea();
        var id = seller.offers(tea).getString("id");

        var refused = post(seller, "key-1", tea).expect(409);
        seller.delete(id, "*").expect(204);
        var again = post(seller, "key-1", tea).expect(409);

        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(again.response().body()).isEqualTo(refused.response().body());
        post(seller, "key-2", tea).expect(201);
    }

    @Test
    void refusesAKeyThatCameWithAnotherBody() {
        var seller = shop.newcomer(Role.SELLER);
        post(seller, "key-1", Shop.tea()).expect(201);

        assertThat(post(seller, "key-1", Shop.tea()).expect(422).code()).isEqualTo("idempotency-key-reused");
        assertThat(productsOf(seller)).isEqualTo(1);
        post(shop.newcomer(Role.SELLER), "key-1", Shop.tea()).expect(201);
    }

    @Test
    void createsOneProductForTwentyRequestsWithOneKeyAtOnce() {
        var seller = shop.newcomer(Role.SELLER);
        var tea = Shop.tea();

        var replies = Shop.await(Future.all(IntStream.range(0, 20)
                        .mapToObj(i -> seller.send(HttpMethod.POST, Shop.PRODUCTS, keyed("key-1"), tea.toBuffer()))
                        .toList()))
                .<Shop.Reply>list();

        assertThat(replies).allMatch(reply -> reply.status() == 201);
        assertThat(replies)
                .extracting(reply -> reply.response().body())
                .containsOnly(replies.get(0).response().body());
        assertThat(replies)
                .filteredOn(reply -> reply.header("idempotency-replayed") == null)
                .hasSize(1);
        assertThat(productsOf(seller)).isEqualTo(1);
    }

    private static Shop.Reply post(Shop.Visitor seller, String key, JsonObject product) {
        return seller.call(HttpMethod.POST, Shop.PRODUCTS, keyed(key), product);
    }

    private static Map<String, String> keyed(String key) {
        return Map.of("idempotency-key", key);
    }

    private static long productsOf(Shop.Visitor seller) {
        return shop.database().number("SELECT count(*) FROM products WHERE owner_id = '" + seller.account() + "'");
    }
}
