package souk.checking;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    final TestDatabase orders;
    final TestDatabase products;
    final TokenMint mint = new TokenMint();
    final String ordersUrl;
    final String productsUrl;
    private final Vertx vertx = Vertx.vertx();
    private final URLClassLoader classes;
    private boolean keepsDatabases;

    /** @param classes of the services */
    ShopInside(URLClassLoader classes, TestDatabase orders, TestDatabase products) {
        this(classes, orders, products, true);
    }

    private ShopInside(URLClassLoader classes, TestDatabase orders, TestDatabase products, boolean withOrders) {
        this.classes = classes;
        this.orders = orders;
        this.products = products;
        var bus = Bus.local(vertx);
        var keys = new PublishedKeys(List.of(mint.key()));
        var nothingRevoked = new RevokedTokens(Instant.now(), List.of(), null);
        await(bus.serve(AuthOperations.KEYS, (ask, context) -> Future.succeededFuture(keys)));
        await(bus.serve(AuthOperations.REVOCATIONS, (ask, context) -> Future.succeededFuture(nothingRevoked)));
        productsUrl = start(vertx, "products", "Products", bus, products);
        ordersUrl = withOrders ? startOrders(vertx, bus) : null;
    }

    /** As it was built, with databases that are closed with it. */
    static ShopInside asBuilt() {
        return new ShopInside(Classes.asBuilt(), TestDatabase.create(), TestDatabase.create());
    }

    /** As it was built; instances of orders are started by {@link #startOrders}. */
    static ShopInside withoutOrders() {
        return new ShopInside(Classes.asBuilt(), TestDatabase.create(), TestDatabase.create(), false);
    }

    /** Everything is forgotten but the schema. Nothing may run on it. */
    static void empty(TestDatabase database) {
        database.execute("""
                DO $$ BEGIN EXECUTE (
                  SELECT coalesce('TRUNCATE ' || string_agg(quote_ident(tablename), ', '), 'SELECT') FROM pg_tables
                   WHERE schemaname = 'public'
                     AND tablename NOT IN ('flyway_schema_history', 'category_tree', 'search_feed_horizon'));
                END $$""");
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

    /** Another instance of orders; returns where its API is. */
    String startOrders(Vertx itsVertx, Bus bus) {
        return start(itsVertx, "orders", "Orders", bus, orders);
    }

    /** What a process of its own would share with this shop. */
    Bus bus() {
        return Bus.local(vertx);
    }

    private String start(Vertx vertx, String service, String name, Bus bus, TestDatabase database) {
        try {
            var context = ServiceContext.local(vertx, service, bus);
            var config = classes.loadClass("souk." + service + "." + name + "Config");
            var from = config.getDeclaredMethod("from", Settings.class);
            from.setAccessible(true);
            var settings = Settings.of(key -> key.equals("SOUK_PAYMENTS") ? "simulated" : database.setting(key));
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

    /** They are somebody else's. */
    ShopInside leavingDatabases() {
        keepsDatabases = true;
        return this;
    }

    @Override
    public void close() {
        try (classes) {
            await(vertx.close());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!keepsDatabases) {
            orders.close();
            products.close();
        }
    }
}
