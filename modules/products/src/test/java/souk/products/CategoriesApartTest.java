package souk.products;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.config.Settings;
import souk.shared.contract.AskCategories;
import souk.shared.contract.AuthOperations;
import souk.shared.contract.CategoryOperations;
import souk.shared.contract.PublishedKeys;
import souk.shared.runtime.ServiceContext;
import souk.shared.security.RevokedTokens;
import souk.testing.TestDatabase;

/** The products without the categories, and the categories without the products, over one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CategoriesApartTest {

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = Bus.local(vertx);
    private final TokenMint mint = new TokenMint();
    private final TestDatabase database = TestDatabase.create();
    private final ServiceContext products = ServiceContext.local(vertx, "products", bus);
    private final ServiceContext apart = ServiceContext.local(vertx, "categories", bus);
    private final WebClient client = WebClient.create(vertx);
    private int productsPort;
    private int categoriesPort;

    @BeforeAll
    void start() {
        await(bus.serve(
                AuthOperations.KEYS, (ask, context) -> Future.succeededFuture(new PublishedKeys(List.of(mint.key())))));
        await(bus.serve(
                AuthOperations.REVOCATIONS,
                (ask, context) -> Future.succeededFuture(new RevokedTokens(Instant.now(), List.of(), null))));
        var told = new HashMap<>(database.environment());
        told.put("SOUK_PRODUCTS_CATEGORIES", "false");
        var without = new ProductsVerticle(ProductsConfig.from(Settings.of(told::get)), products);
        var alone = new CategoriesApart(ProductsConfig.from(Settings.of(database::setting)), apart);
        await(vertx.deployVerticle(alone));
        await(vertx.deployVerticle(without));
        productsPort = without.port();
        categoriesPort = alone.port();
    }

    @AfterAll
    void stop() {
        client.close();
        await(products.stop());
        await(apart.stop());
        await(vertx.close());
        database.close();
    }

    @Test
    void eachAnswersForItsOwn() {
        assertThat(get(productsPort, "/categories").statusCode()).isEqualTo(404);
        assertThat(get(categoriesPort, "/categories").statusCode()).isEqualTo(200);
        assertThat(get(productsPort, "/products").statusCode()).isEqualTo(200);
        assertThat(get(categoriesPort, "/products").statusCode()).isEqualTo(404);
    }

    @Test
    void theProductsOfACategoryAreWhereTheProductsAre() {
        var made = await(client.post(categoriesPort, "localhost", "/api/v1/categories")
                .putHeader(
                        "authorization", "Bearer " + mint.token(UUID.randomUUID(), UUID.randomUUID(), "write_products"))
                .sendJsonObject(new JsonObject().put("name", "Tea")));
        assertThat(made.statusCode()).isEqualTo(201);
        var id = made.bodyAsJsonObject().getString("id");

        assertThat(get(productsPort, "/categories/" + id + "/products").statusCode())
                .isEqualTo(200);
        assertThat(get(categoriesPort, "/categories/" + id + "/products").statusCode())
                .isEqualTo(404);
        var asked = CallContext.onOwnBehalf(Duration.ofSeconds(5));
        assertThat(await(bus.call(CategoryOperations.TREE, new AskCategories(0), asked))
                        .nodes())
                .extracting(node -> node.id().toString())
                .containsExactly(id);
    }

    private HttpResponse<Buffer> get(int port, String path) {
        return await(client.get(port, "localhost", "/api/v1" + path).send());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
