package souk.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import souk.gateway.caching.ReadCache;
import souk.gateway.deprecation.Deprecations;
import souk.gateway.discovery.Introduction;
import souk.gateway.discovery.Upstreams;
import souk.gateway.forwarding.Forwarder;
import souk.gateway.forwarding.Vouching;
import souk.gateway.metrics.GatewayMetrics;
import souk.gateway.page.OwnPages;
import souk.gateway.protocol.Limits;
import souk.gateway.protocol.StrictHttp;
import souk.gateway.routing.RoutingTable;
import souk.shared.cluster.Member;
import souk.shared.contract.AuthOperations;
import souk.shared.http.ServiceTls;
import souk.shared.runtime.ServiceContext;
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
        var upstreams = new Upstreams(service.directory()::ready, System::nanoTime);
        var vouching = new Vouching(
                config.proxies(),
                service.clientAddress(),
                new CredentialExchange(AuthOperations.authorityOver(service.bus()), InstantSource.system()));
        var forwarder = new Forwarder(vertx, pool(), upstreams, vouching, metrics);
        var reads = new ReadCache(vertx, ReadCache.Limits.of(config.cacheBytes()), service.meters(), System::nanoTime);
        var passage = new Passage(
                vertx, RoutingTable.SOUK, forwarder, reads, new Deprecations(config.deprecations(), service.meters()));
        var door = new FrontDoor(config.origins(), new OwnPages(), passage, metrics);
        var strict = new StrictHttp(Limits.STANDARD, config.names(), RoutingTable.SOUK::takesUploads);
        service.directory().onLoss(nodeId -> context.runOnContext(now -> upstreams.lost(nodeId)));
        service.directory().onChange(() -> context.runOnContext(now -> leaveIfDraining(door)));
        service.onStop("upstream-connections", forwarder::close);
        return new Introduction(vertx, service.directory()::ready, RoutingTable.SOUK.services())
                .await(INTRODUCTION)
                .compose(introduced -> config.cacheBytes() == 0
                        ? Future.succeededFuture()
                        : new CatalogWatch(vertx, service, reads).begin())
                .compose(done -> warm(strict, vouching))
                .compose(warm -> service.serveHttp(door::handle, strict::guard, config.tls()::secure))
                .onSuccess(server -> config.tls().renew(vertx, server));
    }

    private Forwarder.Pool pool() {
        var node = service.node();
        return node.mutualHttp()
                ? config.pool().over(options -> ServiceTls.calling(options, node.bus()))
                : config.pool();
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

    private void leaveIfDraining(FrontDoor door) {
        var self = service.directory().ownNodeId();
        if (service.directory().members().stream().map(Member::nodeId).anyMatch(self::equals)
                && service.directory().remaining(service.node().service()).stream()
                        .map(Member::nodeId)
                        .noneMatch(self::equals)) {
            door.leave();
        }
    }
}
