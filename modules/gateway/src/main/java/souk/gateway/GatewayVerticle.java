package souk.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.time.InstantSource;
import souk.gateway.caching.Credentials;
import souk.gateway.caching.ReadCache;
import souk.gateway.deprecation.Deprecations;
import souk.gateway.discovery.Introduction;
import souk.gateway.discovery.Upstreams;
import souk.gateway.forwarding.Forwarder;
import souk.gateway.forwarding.Vouching;
import souk.gateway.limiting.Quotas;
import souk.gateway.limiting.RateLimiter;
import souk.gateway.metrics.GatewayMetrics;
import souk.gateway.page.OwnPages;
import souk.gateway.protocol.Limits;
import souk.gateway.protocol.StrictHttp;
import souk.gateway.routing.RoutingTable;
import souk.gateway.shedding.LoadShedding;
import souk.shared.config.LiveKeys;
import souk.shared.contract.AuthOperations;
import souk.shared.http.ServiceTls;
import souk.shared.resilience.SlowStart;
import souk.shared.runtime.ServiceContext;
import souk.shared.security.BearerAuthenticator;
import souk.shared.security.CredentialExchange;

/** The one door: finds the instances of the services in the cluster and passes requests on to them. */
final class GatewayVerticle extends VerticleBase {

    /** Heartbeats come twice a second. */
    private static final Duration INTRODUCTION = Duration.ofSeconds(2);

    private final GatewayConfig config;
    private final ServiceContext service;

    GatewayVerticle(GatewayConfig config, ServiceContext service) {
        this.config = config;
        this.service = service;
    }

    @Override
    public Future<?> start() {
        requireReusablePort(service.node().reusePort(), vertx);
        var metrics = new GatewayMetrics(service.meters());
        var upstreams = new Upstreams(
                service.directory()::ready,
                System::nanoTime,
                service.bus().breakers(),
                SlowStart.of(service.node().resilience()));
        var authority = AuthOperations.authorityOver(service.bus());
        var exchange = new CredentialExchange(authority, InstantSource.system());
        var vouching = new Vouching(config.proxies(), service.clientAddress(), exchange);
        var forwarder = new Forwarder(vertx, pool(), upstreams, vouching, metrics);
        var reads = new ReadCache(vertx, config.cache(), service.meters(), System::nanoTime);
        var shedding = new LoadShedding(config.shedding(), service.meters(), System::nanoTime);
        var passage = new Passage(
                vertx,
                RoutingTable.SOUK,
                new Services(forwarder, shedding),
                reads,
                new Deprecations(config.deprecations(), service.meters()));
        var limits = new RateLimiter(config.proxies()::clientOf, config.buckets(), service.meters(), System::nanoTime);
        var door = new FrontDoor(config.origins(), new OwnPages(), limits, passage, metrics);
        var strict = new StrictHttp(Limits.STANDARD, config.names(), RoutingTable.SOUK::takesUploads);
        service.report("ejected", upstreams::ejected);
        service.directory().onLoss(nodeId -> context.runOnContext(now -> upstreams.lost(nodeId)));
        var departure = new Departure(vertx, service, door);
        departure.watch();
        service.onStop("upstream-connections", forwarder::close);
        new TokenWatch(vertx, authority, service.node().tokens()).begin(verifier -> {
            reads.believe(Credentials.of(verifier));
            limits.believe(new BearerAuthenticator(
                    verifier, exchange, service.node().tokens().issuer()));
        });
        return new Introduction(vertx, service.directory()::ready, RoutingTable.SOUK.services())
                .await(INTRODUCTION)
                .compose(introduced -> config.cache().bytes() == 0
                        ? Future.succeededFuture()
                        : new CatalogWatch(vertx, service, reads).begin())
                .compose(done -> limit(limits, shedding, reads))
                .compose(done -> warm(strict, vouching))
                .compose(warm -> service.serveHttp(door::handle, opened(departure, strict), config.tls()::secure))
                .onSuccess(server -> config.tls().renew(vertx, server));
    }

    private Forwarder.Pool pool() {
        var node = service.node();
        return node.mutualHttp()
                ? config.pool().over(options -> ServiceTls.calling(options, node.bus()))
                : config.pool();
    }

    private Future<Void> limit(RateLimiter limits, LoadShedding shedding, ReadCache reads) {
        follow(limits, shedding, reads);
        service.live().onChange(() -> context.runOnContext(now -> follow(limits, shedding, reads)));
        service.report("limits", limits::inForce);
        service.report("shedding", shedding::inForce);
        return limits.share(vertx, service.bus());
    }

    private void follow(RateLimiter limits, LoadShedding shedding, ReadCache reads) {
        reads.turn(service.live().flag(LiveKeys.EDGE_CACHE));
        limits.allow(Quotas.of(service.live()));
        shedding.turn(service.live().flag(LiveKeys.LOAD_SHEDDING));
    }

    private Future<Void> warm(StrictHttp strict, Vouching vouching) {
        return new WarmUp(vertx, strict, vouching, new GatewayMetrics(new SimpleMeterRegistry())).run();
    }

    /** Without the native transport the option would be ignored, and the second gateway would not start. */
    static void requireReusablePort(boolean wanted, Vertx vertx) {
        if (wanted && !vertx.isNativeTransportEnabled()) {
            throw new IllegalStateException(
                    "SOUK_HTTP_REUSE_PORT=true needs Netty's native transport, which does not load on this machine",
                    vertx.unavailableNativeTransportCause());
        }
    }

    private static Handler<HttpConnection> opened(Departure departure, StrictHttp strict) {
        return connection -> {
            departure.accepted(connection);
            strict.guard(connection);
        };
    }
}
