package souk.products;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import souk.products.category.CategoryRoutes;
import souk.products.change.ChangeNews;
import souk.shared.contract.CategoryOperations;
import souk.shared.http.HttpApi;
import souk.shared.runtime.ServiceContext;
import souk.shared.sql.Database;
import souk.shared.sql.RequestKeys;

/**
 * The categories: routes and a bus address of their own. Deployed beside the products in their process, or apart from
 * them, see {@link CategoriesApart}; the other members find them either way.
 */
final class CategoriesVerticle extends VerticleBase {

    private final ServiceContext service;
    private final HttpApi api;
    private final Database database;
    private final RequestKeys requestKeys;

    /** @param api where the routes go; it listens after this has been deployed */
    CategoriesVerticle(ServiceContext service, HttpApi api, Database database, RequestKeys requestKeys) {
        this.service = service;
        this.api = api;
        this.database = database;
        this.requestKeys = requestKeys;
    }

    @Override
    public Future<?> start() {
        var routes = CategoryRoutes.over(database, requestKeys, new ChangeNews(vertx, service.bus()));
        routes.mount(api);
        return routes.serve(service.bus()).onSuccess(served -> service.alsoServes(CategoryOperations.SERVICE));
    }
}
