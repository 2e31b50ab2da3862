package souk.gateway;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.gateway.caching.Credentials;
import souk.gateway.caching.ReadCache;
import souk.shared.contract.AuthOperations;
import souk.shared.contract.ProductOperations;
import souk.shared.runtime.ServiceContext;
import souk.shared.security.TokenVerifier;

/** Tells the memory of answers what happens in the cluster, on the event loop of the gateway. */
final class CatalogWatch {

    private static final Logger LOG = LogManager.getLogger(CatalogWatch.class);

    /** Whose changes the remembered answers may show. */
    private static final Set<String> SOURCES = Set.of("products", "categories");

    private static final long LOOK_MILLIS = 250;
    private static final long VERIFIER_PAUSE_MILLIS = Duration.ofSeconds(5).toMillis();

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
            reads.forgetAll();
            look();
        }));
        directory.onChange(() -> context.runOnContext(now -> look()));
        vertx.setPeriodic(LOOK_MILLIS, tick -> look());
        look();
        believeTokens();
        return service.bus().subscribe(ProductOperations.CHANGED, reads::heard);
    }

    private void look() {
        reads.sees(service.directory().hears(SOURCES));
    }

    /** The keys may come late; until then, who has a token is answered by the services. */
    private void believeTokens() {
        TokenVerifier.start(
                        vertx,
                        AuthOperations.authorityOver(service.bus()),
                        service.node().tokens())
                .onSuccess(verifier -> reads.believe(Credentials.of(verifier)))
                .onFailure(failure -> {
                    LOG.warn("event=no-token-keys reason=\"{}\"", failure.getMessage());
                    vertx.setTimer(VERIFIER_PAUSE_MILLIS, tick -> believeTokens());
                });
    }
}
