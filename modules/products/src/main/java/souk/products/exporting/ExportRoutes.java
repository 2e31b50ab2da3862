package souk.products.exporting;

import static souk.shared.security.Permission.READ_PRODUCTS;
import static souk.shared.security.Permission.WRITE_OWN_PRODUCTS;
import static souk.shared.security.Permission.WRITE_PRODUCTS;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import souk.products.grant.Viewer;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.HttpApi;
import souk.shared.http.Rule;
import souk.shared.sql.Database;

/** Products as a file. */
public final class ExportRoutes {

    private static final String EXPORT = "/api/v1/products/export";

    private final ExportRepository products;

    public static ExportRoutes over(Database database) {
        return new ExportRoutes(new ExportRepository(database));
    }

    private ExportRoutes(ExportRepository products) {
        this.products = products;
    }

    /** Before the routes of single products, whose paths cover this one. */
    public void mount(HttpApi api) {
        api.on(
                HttpMethod.GET,
                EXPORT,
                Rule.permission(WRITE_OWN_PRODUCTS, READ_PRODUCTS, WRITE_PRODUCTS),
                this::export);
    }

    /** Who reads all products gets all, or those of the seller that they name; everybody else their own. */
    private Future<Answer> export(ApiRequest request) {
        var query = request.query();
        var format = query.text("format", 10)
                .flatMap(name ->
                        ExportFormat.named(name).or(() -> query.wrong("format", "must be one of ndjson, csv, shopify")))
                .orElse(ExportFormat.NDJSON);
        var owner = query.uuid("owner");
        query.done();
        var caller = request.caller();
        var seller = Viewer.of(caller).readsAll() ? owner.orElse(null) : caller.id();
        var name = "products." + (format == ExportFormat.NDJSON ? "ndjson" : "csv");
        return Future.succeededFuture(Answer.streamed(format.mediaType(), new ExportStream(products, format, seller))
                .header("content-disposition", "attachment; filename=\"" + name + "\"")
                .header("cache-control", "private, no-store"));
    }
}
