package souk.products;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import souk.products.audit.AuditOperations;
import souk.products.catalog.CatalogRoutes;
import souk.products.catalog.CategoryProductRoutes;
import souk.products.category.KnownCategories;
import souk.products.change.ChangeNews;
import souk.products.exporting.ExportRoutes;
import souk.products.grant.AccessOperations;
import souk.products.grant.GrantRoutes;
import souk.products.importing.Importing;
import souk.products.inventory.StockRoutes;
import souk.products.search.Search;
import souk.products.stock.StockOperations;
import souk.shared.contract.AuthOperations;
import souk.shared.http.HttpApi;
import souk.shared.outbox.OutboxRelay;
import souk.shared.runtime.ServiceContext;
import souk.shared.sql.Database;
import souk.shared.sql.DatabaseLimits;
import souk.shared.sql.Housekeeping;
import souk.shared.sql.Migrations;
import souk.shared.sql.RequestKeys;

/** The catalogue and its stock. */
public final class ProductsVerticle extends VerticleBase {

    /** As long as a batch of an import may take, for which nobody waits. */
    private static final Duration IMPORT_BATCH = Duration.ofSeconds(8);

    private final ProductsConfig config;
    private final ServiceContext service;
    private volatile int port;

    public ProductsVerticle(ProductsConfig config, ServiceContext service) {
        this.config = config;
        this.service = service;
    }

    @Override
    public Future<?> start() {
        var database = Database.open(vertx, config.database());
        var requestKeys = new RequestKeys(database);
        var relay = new OutboxRelay(
                vertx,
                database,
                service.node().instance(),
                new AuditSink(AuthOperations.trailOver(service.bus())),
                OutboxRelay.Settings.STANDARD);
        var stock = StockOperations.over(vertx, database, service.bus());
        var categories = new KnownCategories(vertx, service.bus());
        var node = new Search.Node(service.node().instance(), config.searchIndex());
        var search = Search.over(vertx, database, node, categories::tree);
        var audit = AuditOperations.over(vertx, config.database());
        service.onStop("database", database::close);
        service.onStop("database of audits", audit::close);
        service.onStop("search", search::stop);
        service.onStop("outbox relay", relay::close);
        service.health().check("database", database::check);
        return service.step("the schema", () -> Migrations.run(vertx, config.database()))
                .compose(migrated -> service.step("the database", () -> database.awaitReady(Duration.ofSeconds(30))))
                .compose(ready -> AccessOperations.over(database).serve(service.bus()))
                .compose(served -> audit.serve(service.bus()))
                .compose(served -> serve(stock))
                .onSuccess(served -> relay.start())
                .compose(served -> service.step("the search index", () -> startSearch(search, categories)))
                .compose(searching -> service.startApi())
                .compose(api -> deployCategories(api, database, requestKeys)
                        .compose(deployed -> categories.ask())
                        .compose(asked -> serveHttp(api, database, requestKeys, search)))
                .onSuccess(listening -> {
                    port = listening;
                    new Housekeeping(vertx).requestKeys(requestKeys).everyMinute("search feed", search::forget);
                });
    }

    /** Where the REST API listens; 0 before the start has succeeded. */
    int port() {
        return port;
    }

    /** What orders ask of the stock over the bus, and the sweeper of holds that nobody ended. */
    private Future<Void> serve(StockOperations stock) {
        service.onStop("sweeper", () -> {
            stock.stop();
            return Future.succeededFuture();
        });
        stock.measure(service.meters());
        return stock.serve();
    }

    private Future<Void> startSearch(Search search, KnownCategories categories) {
        search.measure(service.meters());
        service.onStop("categories", () -> {
            categories.stop();
            return Future.succeededFuture();
        });
        categories.start();
        return search.listen(service.bus()).compose(heard -> search.start());
    }

    private Future<Integer> serveHttp(HttpApi api, Database database, RequestKeys requestKeys, Search search) {
        var news = new ChangeNews(vertx, service.bus());
        importing(database, news).mount(api);
        ExportRoutes.over(database).mount(api);
        CatalogRoutes.over(database, requestKeys, news, search.finder()).mount(api);
        CategoryProductRoutes.over(database, search.finder()).mount(api);
        search.mount(api);
        GrantRoutes.over(database, news).mount(api);
        StockRoutes.over(database, requestKeys, news).mount(api);
        return service.serveHttp(api.router());
    }

    private Importing importing(Database database, ChangeNews news) {
        var patient = config.database().withLimits(DatabaseLimits.STANDARD.withWork(IMPORT_BATCH));
        var background = new Importing.Background(
                Database.open(vertx, patient), service.node().instance());
        var importing = Importing.over(vertx, database, background, config.imports(), news);
        service.onStop("database of imports", background.database()::close);
        service.onStop("imports", importing::stop);
        importing.start();
        new Housekeeping(vertx).everyMinute("imports", importing::sweep);
        return importing;
    }

    private Future<?> deployCategories(HttpApi api, Database database, RequestKeys requestKeys) {
        return config.categories()
                ? vertx.deployVerticle(new CategoriesVerticle(service, api, database, requestKeys))
                : Future.succeededFuture();
    }
}
