package souk.gateway;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Set;
import souk.gateway.caching.ReadCache;
import souk.shared.contract.ProductOperations;
import souk.shared.runtime.ServiceContext;

/** Tells the memory of answers what happens in the cluster, on the event loop of the gateway. */
final class CatalogWatch {

    /** Whose changes the remembered answers may show. */
    private static final Set<String> SOURCES = Set.of("products", "categories");

    private static final long LOOK_MILLIS = 250;

    private final Vertx vertx;
    private final Context context;
    private final ServiceContext service;
    private final ReadCache reads;

    CatalogWatch(Vertx vertx, ServiceContext service, ReadCache reads) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.service = service;
        this.reads = reads;
    }

    /** Completes when news reach this gateway. */
    Future<Void> begin() {
        var directory = service.directory();
        directory.onLoss(nodeId -> context.runOnContext(now -> {
            reads.doubtAll();
            look();
        }));
        directory.onChange(() -> context.runOnContext(now -> look()));
        vertx.setPeriodic(LOOK_MILLIS, tick -> look());
        look();
        return service.bus().subscribe(ProductOperations.CHANGED, reads::heard);
    }

    private void look() {
        reads.sees(service.directory().hears(SOURCES));
    }
}
