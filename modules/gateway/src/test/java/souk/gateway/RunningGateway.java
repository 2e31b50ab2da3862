package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import souk.gateway.caching.ReadCache;
import souk.gateway.deprecation.Deprecations;
import souk.gateway.discovery.Upstreams;
import souk.gateway.forwarding.Forwarder;
import souk.gateway.forwarding.Proxies;
import souk.gateway.forwarding.Vouching;
import souk.gateway.limiting.RateLimiter;
import souk.gateway.metrics.GatewayMetrics;
import souk.gateway.page.OwnPages;
import souk.gateway.protocol.Limits;
import souk.gateway.protocol.StrictHttp;
import souk.gateway.routing.RoutingTable;
import souk.gateway.shedding.LoadShedding;
import souk.shared.cluster.Member;
import souk.shared.config.Settings;
import souk.shared.contract.CatalogChanged;
import souk.shared.http.HttpServerSettings;
import souk.shared.resilience.BreakerRule;
import souk.shared.resilience.Breakers;
import souk.shared.resilience.SlowStart;

/** A real gateway on a free port, in front of instances that the test starts, with a roster that the test writes. */
final class RunningGateway implements AutoCloseable {

    /** Counts in the time that the test says, and rests in the real one. */
    private static final BreakerRule BREAKER =
            new BreakerRule(Duration.ofSeconds(4), 10, 0.5, Duration.ofSeconds(2), Duration.ofMillis(500));

    final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final Context context = vertx.getOrCreateContext();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final AtomicLong skipped = new AtomicLong();
    private final List<Member> ready = new CopyOnWriteArrayList<>();
    private final HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(200));
    final StubAuthority authority = new StubAuthority();
    private final Vouching vouching = authority.vouching();
    private Upstreams upstreams;
    final RateLimiter limits = new RateLimiter(Proxies.none()::clientOf, 100, meters, skipped::get);
    private FrontDoor door;
    private ReadCache reads;
    private HttpServer server;

    record Seen(int status, MultiMap headers, Buffer body, long millis) {
        String text() {
            return body.toString();
        }

        String header(String name) {
            return headers.get(name);
        }
    }

    private RunningGateway() {}

    static RunningGateway start() {
        return start(Limits.STANDARD);
    }

    static RunningGateway start(Limits limits) {
        return start(limits, ReadCache.Limits.NOTHING_KEPT);
    }

    /** One that remembers answers; by {@link #tell} the test tells it what has changed. */
    static RunningGateway remembering() {
        return start(Limits.STANDARD, ReadCache.Limits.of(1024 * 1024));
    }

    /** As {@link #remembering}, with readers who wait for one another until the test is over. */
    static RunningGateway patient() {
        return start(Limits.STANDARD, new ReadCache.Limits(1024 * 1024, Duration.ofMinutes(1), Duration.ofMinutes(10)));
    }

    /** One that remembers answers, and is configured as the settings say. */
    static RunningGateway configured(Map<String, String> settings) {
        return configured(settings, RoutingTable.SOUK);
    }

    static RunningGateway configured(Map<String, String> settings, RoutingTable routes) {
        return start(Limits.STANDARD, ReadCache.Limits.of(1024 * 1024), settings, routes);
    }

    /** One that talks to its instances as the transport says. */
    static RunningGateway over(UnaryOperator<HttpClientOptions> transport) {
        return start(Limits.STANDARD, ReadCache.Limits.NOTHING_KEPT, Map.of(), RoutingTable.SOUK, transport);
    }

    private static RunningGateway start(Limits limits, ReadCache.Limits cache) {
        return start(limits, cache, Map.of(), RoutingTable.SOUK);
    }

    private static RunningGateway start(
            Limits limits, ReadCache.Limits cache, Map<String, String> settings, RoutingTable routes) {
        return start(limits, cache, settings, routes, UnaryOperator.identity());
    }

    private static RunningGateway start(
            Limits limits,
            ReadCache.Limits cache,
            Map<String, String> settings,
            RoutingTable routes,
            UnaryOperator<HttpClientOptions> transport) {
        var gateway = new RunningGateway();
        var config = GatewayConfig.from(Settings.of(settings::get));
        var pool = config.pool().over(transport);
        var metrics = new GatewayMetrics(gateway.meters);
        gateway.upstreams = new Upstreams(
                service -> gateway.ready.stream()
                        .filter(member -> member.serves(service))
                        .toList(),
                System::nanoTime,
                new Breakers(gateway.vertx, gateway.meters, BREAKER, gateway.skipped::get),
                SlowStart.STANDARD);
        var forwarder = new Forwarder(gateway.vertx, pool, gateway.upstreams, gateway.vouching, metrics);
        gateway.reads = new ReadCache(gateway.vertx, cache, gateway.meters, gateway.skipped::get);
        var deprecations = new Deprecations(config.deprecations(), gateway.meters);
        var services = new Services(forwarder, new LoadShedding(config.shedding(), gateway.meters, System::nanoTime));
        var passage = new Passage(gateway.vertx, routes, services, gateway.reads, deprecations);
        gateway.door = new FrontDoor(config.origins(), new OwnPages(), gateway.limits, passage, metrics);
        gateway.server = Wait.on(gateway.onLoop(() -> gateway.vertx
                .createHttpServer(config.tls().secure(HttpServerSettings.listener("127.0.0.1", 0)))
                .requestHandler(gateway.door::handle)
                .connectionHandler(new StrictHttp(limits, config.names(), RoutingTable.SOUK::takesUploads)::guard)
                .listen()));
        config.tls().lookingEvery(Duration.ofMillis(50)).renew(gateway.vertx, gateway.server);
        return gateway;
    }

    StubInstance instance(String service, String name) {
        var stub = StubInstance.start(vertx, service, name);
        ready(stub.member());
        return stub;
    }

    void ready(Member member) {
        ready.add(member);
    }

    /** The member no longer takes requests, but is still there. */
    void drains(StubInstance stub) {
        ready.removeIf(member -> member.httpPort() == stub.port());
    }

    /** The cluster has noticed that the member is gone. */
    void loses(StubInstance stub) {
        var gone = ready.stream()
                .filter(member -> member.httpPort() == stub.port())
                .findFirst()
                .orElseThrow();
        ready.remove(gone);
        vertx.runOnContext(now -> upstreams.lost(gone.nodeId()));
    }

    /** Something about the catalogue has been heard, or done, on the gateway's own event loop; returns after it. */
    void tell(Consumer<ReadCache> what) {
        Wait.on(onLoop(() -> {
            what.accept(reads);
            return Future.succeededFuture();
        }));
    }

    /** News have come that a product changed; returns after they were heard. */
    void hearsOfAChangeOf(UUID product) {
        tell(reads -> reads.heard(new CatalogChanged(List.of(product), false, Instant.now())));
    }

    /** Something about the limits is different, on the gateway's own event loop; returns after it. */
    void limit(Consumer<RateLimiter> what) {
        Wait.on(onLoop(() -> {
            what.accept(limits);
            return Future.succeededFuture();
        }));
    }

    /** For the memory of answers and the rate limits time has passed; otherwise it stands still for them. */
    void later(Duration time) {
        skipped.addAndGet(time.toNanos());
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> action) {
        return Future.future(promise -> context.runOnContext(now -> action.get().onComplete(promise)));
    }

    /** The breaker of the service has rested and would let a request through. */
    void awaitHalfOpen(String service) {
        Wait.on(Future.future(rested -> vertx.setPeriodic(5, timer -> {
            if (upstreams.breaker(service).state() == CircuitBreakerState.HALF_OPEN) {
                vertx.cancelTimer(timer);
                rested.complete();
            }
        })));
    }

    /** As SIGKILL: the listener and all connections are gone at once. */
    Future<Void> die() {
        return server.close();
    }

    void leave() {
        door.leave();
    }

    int port() {
        return server.actualPort();
    }

    RawConnection raw() throws IOException {
        return new RawConnection(port());
    }

    Seen get(String path) {
        return Wait.on(send(HttpMethod.GET, path, Map.of(), ""));
    }

    Seen call(HttpMethod method, String path, Map<String, String> headers, String body) {
        return Wait.on(send(method, path, headers, body));
    }

    /** Several requests for orders, enough that each of two instances is certainly asked. */
    List<Seen> several(HttpMethod method, Map<String, String> headers) {
        return IntStream.range(0, 8)
                .mapToObj(n -> call(method, "/api/v1/orders", headers, method.equals(HttpMethod.GET) ? "" : "{}"))
                .toList();
    }

    static void assertAllAnsweredBy(String name, List<Seen> answers) {
        assertThat(answers).extracting(Seen::status).containsOnly(200);
        assertThat(answers).extracting(Seen::text).containsOnly(name);
    }

    Future<Seen> send(HttpMethod method, String path, Map<String, String> headers, String body) {
        var began = System.nanoTime();
        var options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port())
                .setMethod(method)
                .setURI(path);
        headers.forEach(options::putHeader);
        return client.request(options)
                .compose(request -> (body.isEmpty() ? request.send() : request.send(body))
                        .compose(response -> response.body()
                                .map(read -> new Seen(
                                        response.statusCode(),
                                        response.headers(),
                                        read,
                                        (System.nanoTime() - began) / 1_000_000))));
    }

    double count(String meter) {
        return meters.find(meter).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    /** Reads that were answered that way. */
    double reads(String result) {
        return meters.get("souk.gateway.cache.reads")
                .tag("result", result)
                .counter()
                .count();
    }

    @Override
    public void close() {
        Wait.on(vertx.close());
    }
}
