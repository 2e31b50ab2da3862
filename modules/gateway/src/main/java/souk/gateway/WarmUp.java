package souk.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import souk.gateway.caching.ReadCache;
import souk.gateway.cors.CrossOrigin;
import souk.gateway.deprecation.DeprecationList;
import souk.gateway.deprecation.Deprecations;
import souk.gateway.discovery.Upstreams;
import souk.gateway.forwarding.Forwarder;
import souk.gateway.forwarding.Vouching;
import souk.gateway.limiting.RateLimiter;
import souk.gateway.metrics.GatewayMetrics;
import souk.gateway.page.OwnPages;
import souk.gateway.protocol.StrictHttp;
import souk.gateway.routing.Route;
import souk.gateway.routing.RoutingTable;
import souk.gateway.shedding.LoadShedding;
import souk.gateway.shedding.SheddingTerms;
import souk.shared.cluster.Member;
import souk.shared.config.Settings;
import souk.shared.http.HttpServerSettings;
import souk.shared.resilience.Breakers;
import souk.shared.resilience.SlowStart;

/**
 * Sends some requests through a gateway before clients do. Where gateways share a port, a new one gets its part of the
 * traffic the moment it listens, and the first request through cold code can take a second on a busy machine.
 */
final class WarmUp {

    private static final int REQUESTS = 30;
    private static final String PATH = "/warm-up";

    private final Vertx vertx;
    private final StrictHttp strict;
    private final Vouching vouching;
    private final GatewayMetrics uncounted;

    /** @param uncounted not the metrics that are published */
    WarmUp(Vertx vertx, StrictHttp strict, Vouching vouching, GatewayMetrics uncounted) {
        this.vertx = vertx;
        this.strict = strict;
        this.vouching = vouching;
        this.uncounted = uncounted;
    }

    /** Completes, and never fails, when the code has been run through: in a fraction of a second. */
    Future<Void> run() {
        return listen(request -> request.response().end())
                .compose(service -> through(service.actualPort()).eventually(service::close))
                .otherwiseEmpty();
    }

    private Future<Void> through(int servicePort) {
        var service = new Member("warm-up", "warm-up", "warm-up", "127.0.0.1", servicePort, 0);
        var upstreams = new Upstreams(
                name -> List.of(service),
                System::nanoTime,
                Breakers.standard(vertx, new SimpleMeterRegistry()),
                SlowStart.STANDARD);
        var forwarder = new Forwarder(vertx, new Forwarder.Pool(1, REQUESTS), upstreams, vouching, uncounted);
        var routes = new RoutingTable(List.of(new Route(PATH, "warm-up", PATH, false, false, false)));
        var nothingKept =
                new ReadCache(vertx, ReadCache.Limits.NOTHING_KEPT, new SimpleMeterRegistry(), System::nanoTime);
        var nothingEnds = new Deprecations(DeprecationList.NOTHING, new SimpleMeterRegistry());
        var services = new Services(forwarder, everybodyAdmitted());
        var passage = new Passage(vertx, routes, services, nothingKept, nothingEnds);
        var door = new FrontDoor(CrossOrigin.none(), new OwnPages(), nobodyLimited(), passage, uncounted);
        var client = vertx.createHttpClient();
        return listen(door::handle)
                .compose(gateway -> ask(client, gateway.actualPort(), REQUESTS).eventually(gateway::close))
                .eventually(client::close)
                .eventually(forwarder::close);
    }

    private static LoadShedding everybodyAdmitted() {
        return new LoadShedding(
                SheddingTerms.from(Settings.of(key -> null)), new SimpleMeterRegistry(), System::nanoTime);
    }

    private static RateLimiter nobodyLimited() {
        return new RateLimiter(request -> "", 1, new SimpleMeterRegistry(), System::nanoTime);
    }

    private static Future<Void> ask(HttpClient client, int port, int times) {
        if (times == 0) {
            return Future.succeededFuture();
        }
        return client.request(HttpMethod.POST, port, "127.0.0.1", PATH)
                .compose(request -> request.putHeader("idempotency-key", "warm-up")
                        .send("{}")
                        .compose(response -> response.body()))
                .compose(answered -> ask(client, port, times - 1));
    }

    private Future<HttpServer> listen(Handler<HttpServerRequest> handler) {
        return vertx.createHttpServer(HttpServerSettings.listener("127.0.0.1", 0))
                .requestHandler(handler)
                .connectionHandler(strict::guard)
                .listen();
    }
}
