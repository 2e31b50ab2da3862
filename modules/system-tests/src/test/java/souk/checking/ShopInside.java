package souk.checking;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URLClassLoader;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import souk.local.check.Patience;
import souk.local.check.ShopCheck;
import souk.shared.bus.Bus;
import souk.shared.config.Settings;
import souk.shared.contract.AuthOperations;
import souk.shared.contract.PublishedKeys;
import souk.shared.runtime.ServiceContext;
import souk.shared.security.RevokedTokens;
import souk.testing.TestDatabase;

/** The services of orders and products in this JVM, each with its own database, on one bus. */
final class ShopInside implements AutoCloseable {
    final TestDatabase orders = TestDatabase.create();
    final TestDatabase products = TestDatabase.create();
    final TokenMint mint = new TokenMint();
    final String ordersUrl;
    final String productsUrl;
    private final Vertx vertx = Vertx.vertx();
    private final URLClassLoader classes;

    /** @param classes of the services; closed with the shop */
    ShopInside(URLClassLoader classes) {
        this.classes = classes;
        var bus = Bus.local(vertx);
        var keys = new PublishedKeys(List.of(mint.key()));
        var nothingRevoked = new RevokedTokens(Instant.now(), List.of(), null);
        await(bus.serve(AuthOperations.KEYS, (ask, context) -> Future.succeededFuture(keys)));
        await(bus.serve(AuthOperations.REVOCATIONS, (ask, context) -> Future.succeededFuture(nothingRevoked)));
        productsUrl = start("products", "Products", bus, products);
        ordersUrl = start("orders", "Orders", bus, orders);
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    ShopCheck check(Patience patience) {
        return new ShopCheck(orders::connect, products::connect, patience);
    }

    /** Returns where its API is. */
    private String start(String service, String name, Bus bus, TestDatabase database) {
        try {
            var context = ServiceContext.local(vertx, service, bus);
            var config = classes.loadClass("souk." + service + "." + name + "Config");
            var from = config.getDeclaredMethod("from", Settings.class);
            from.setAccessible(true);
            var settings = Settings.of(database::setting);
            var verticle = classes.loadClass("souk." + service + "." + name + "Verticle")
                    .getConstructor(config, ServiceContext.class)
                    .newInstance(from.invoke(null, settings), context);
            settings.verify();
            await(vertx.deployVerticle((Deployable) verticle, new DeploymentOptions().setClassLoader(classes)));
            return "http://127.0.0.1:" + port(context);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(service + " is not put together as this test expects", e);
        }
    }

    /** Nobody else needs to know it: members of a cluster tell each other. */
    private static int port(ServiceContext context) throws ReflectiveOperationException {
        var http = ServiceContext.class.getDeclaredField("http");
        http.setAccessible(true);
        return ((HttpServer) http.get(context)).actualPort();
    }

    @Override
    public void close() {
        try (orders;
                products;
                classes) {
            await(vertx.close());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
