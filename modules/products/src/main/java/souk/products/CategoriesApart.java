package souk.products;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import souk.shared.http.HttpApi;
import souk.shared.runtime.ServiceContext;
import souk.shared.sql.Database;
import souk.shared.sql.Housekeeping;
import souk.shared.sql.Migrations;
import souk.shared.sql.RequestKeys;

/** The categories and nothing else, in a process of their own. */
final class CategoriesApart extends VerticleBase {

    private final ProductsConfig config;
    private final ServiceContext service;
    private volatile int port;

    CategoriesApart(ProductsConfig config, ServiceContext service) {
        this.config = config;
        this.service = service;
    }

    @Override
    public Future<?> start() {
        var database = Database.open(vertx, config.database());
        var requestKeys = new RequestKeys(database);
        service.onStop("database", database::close);
        service.health().check("database", database::check);
        return Migrations.run(vertx, config.database())
                .compose(migrated -> database.awaitReady(Duration.ofSeconds(30)))
                .compose(ready -> service.startApi())
                .compose(api -> serve(api, database, requestKeys))
                .onSuccess(listening -> {
                    port = listening;
                    new Housekeeping(vertx).requestKeys(requestKeys);
                });
    }

    /** Where the REST API listens; 0 before the start has succeeded. */
    int port() {
        return port;
    }

    private Future<Integer> serve(HttpApi api, Database database, RequestKeys requestKeys) {
        return vertx.deployVerticle(new CategoriesVerticle(service, api, database, requestKeys))
                .compose(deployed -> service.serveHttp(api.router()));
    }
}
