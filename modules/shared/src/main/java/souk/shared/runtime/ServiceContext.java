package souk.shared.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.audit.AuditTrail;
import souk.shared.audit.RefusalJournal;
import souk.shared.bus.Bus;
import souk.shared.cluster.Directory;
import souk.shared.cluster.Presence;
import souk.shared.config.LiveSettings;
import souk.shared.config.NodeConfig;
import souk.shared.config.Secret;
import souk.shared.contract.AuthOperations;
import souk.shared.http.ClientAddress;
import souk.shared.http.HttpApi;
import souk.shared.http.HttpServerSettings;
import souk.shared.http.ServiceTls;
import souk.shared.security.BearerAuthenticator;
import souk.shared.security.CallerSeal;
import souk.shared.security.TokenAuthority;

/** What a running service is built from; its verticle gets one, and uses it on its own event loop. */
public final class ServiceContext {

    private static final Logger LOG = LogManager.getLogger(ServiceContext.class);
    private static final int FINISH_SECONDS = 10;

    /** Of a cluster of one, which nobody else can reach. */
    private static final String LOCAL_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final Vertx vertx;
    private final NodeConfig node;
    private final Bus bus;
    private final Directory directory;
    private final MeterRegistry meters;
    private final Health health = new Health();
    private final Progress progress;
    private final Deque<Stop> stops = new ArrayDeque<>();
    private final ClientAddress clientAddress;
    private final LiveSettings live;
    private final Reports reports = new Reports();
    private HttpServer http;

    /** What others are told about the start of the service. */
    interface Progress extends Presence {

        /** The start is now doing this. */
        default void entered(String step) {}

        @Override
        default void listens(int port) {}

        @Override
        default void serves(String another) {}
    }

    private record Stop(String what, Supplier<Future<Void>> action) {}

    ServiceContext(
            Vertx vertx, NodeConfig node, Bus bus, Directory directory, MeterRegistry meters, Progress progress) {
        this.vertx = vertx;
        this.node = node;
        this.bus = bus;
        this.directory = directory;
        this.meters = meters;
        this.progress = progress;
        this.clientAddress = new ClientAddress(CallerSeal.of(node.cluster().key()));
        this.live = new LiveSettings(node.live());
        report("breakers", bus.breakers()::states);
    }

    /**
     * An API that knows the callers of access tokens, API keys and tokens of identity providers, as the auth service
     * vouches for them over the bus. Fails as {@link souk.shared.security.TokenVerifier#start} does.
     */
    public Future<HttpApi> startApi() {
        return startApi(AuthOperations.authorityOver(bus), AuthOperations.trailOver(bus));
    }

    /** As {@link #startApi()}, for the auth service itself. */
    public Future<HttpApi> startApi(TokenAuthority authority, AuditTrail trail) {
        var journal = new RefusalJournal(node.service(), trail).start(vertx);
        onStop("refusal journal", journal::flush);
        return step("keys of access tokens", () -> BearerAuthenticator.start(vertx, authority, node.tokens()))
                .map(authenticator -> new HttpApi(vertx, authenticator, clientAddress, journal));
    }

    /** How gateways say where a request came from. */
    public ClientAddress clientAddress() {
        return clientAddress;
    }

    /** A service without a cluster, for tests: any free port on loopback, nobody else in the directory. */
    public static ServiceContext local(Vertx vertx, String service, Bus bus) {
        return local(vertx, service, bus, Directory.fixed());
    }

    /** As {@link #local(Vertx, String, Bus)}, with others in the directory. */
    public static ServiceContext local(Vertx vertx, String service, Bus bus, Directory directory) {
        var anyPort = new NodeConfig.Listener("127.0.0.1", 0);
        var nowhere = Path.of("unused");
        var node = new NodeConfig(
                service,
                service + "-1",
                anyPort,
                false,
                false,
                anyPort,
                new NodeConfig.Cluster("local", anyPort, List.of(), new Secret(LOCAL_KEY)),
                new NodeConfig.BusTransport(anyPort, nowhere, nowhere, nowhere),
                new NodeConfig.Tokens("souk", "souk"),
                1,
                0,
                90_000,
                NodeConfig.Resilience.STANDARD,
                Map.of());
        return new ServiceContext(vertx, node, bus, directory, new SimpleMeterRegistry(), new Progress() {});
    }

    public Vertx vertx() {
        return vertx;
    }

    public NodeConfig node() {
        return node;
    }

    public Bus bus() {
        return bus;
    }

    public Directory directory() {
        return directory;
    }

    public MeterRegistry meters() {
        return meters;
    }

    public Health health() {
        return health;
    }

    /** What can be changed while the process runs. */
    public LiveSettings live() {
        return live;
    }

    /** From now on {@link #live()} is what the cluster has set. Completes when changes are heard of. */
    public Future<Void> followSettings() {
        return new SettingsFollower(vertx, bus, live).start();
    }

    /**
     * Adds a part to what this node says about itself at {@code GET /cluster}.
     *
     * @param jsonable asked on any thread each time somebody looks: quick, and small
     */
    public void report(String part, Supplier<Object> jsonable) {
        reports.part(part, jsonable);
    }

    Reports reports() {
        return reports;
    }

    /**
     * Listens for the REST API where the configuration says; the other members then know the port. At the end the
     * listener takes no new connections, and requests under way are finished before {@link #onStop} runs.
     *
     * @return the port
     */
    public Future<Integer> serveHttp(Handler<HttpServerRequest> requests) {
        return serveHttp(
                        requests,
                        connection -> {},
                        options -> node.mutualHttp() ? ServiceTls.listening(options, node.bus()) : options)
                .map(HttpServer::actualPort);
    }

    /**
     * As {@link #serveHttp(Handler)}, for who is not called by gateways.
     *
     * @param connections told of each new connection before anything is read from it
     * @param transport what more the listener is to be
     */
    public Future<HttpServer> serveHttp(
            Handler<HttpServerRequest> requests,
            Handler<HttpConnection> connections,
            UnaryOperator<HttpServerOptions> transport) {
        var options = HttpServerSettings.listener(
                        node.http().host(), node.http().port())
                .setReusePort(node.reusePort());
        http = vertx.createHttpServer(transport.apply(options))
                .requestHandler(requests)
                .connectionHandler(connections);
        return step("listening", http::listen).onSuccess(server -> {
            progress.listens(server.actualPort());
            LOG.info(
                    "event=http-listening host={} port={} tls={}",
                    node.http().host(),
                    server.actualPort(),
                    options.isSsl());
        });
    }

    /** Besides its own service this instance answers for that one, with operations and routes that are its own. */
    public void alsoServes(String another) {
        progress.serves(another);
    }

    /**
     * Does a part of the start that may take long. If it takes longer than {@code SOUK_START_STEP_MS}, the process says
     * in which step it was and ends, to be started again.
     */
    public <T> Future<T> step(String name, Supplier<Future<T>> work) {
        progress.entered(name);
        return work.get();
    }

    /** Runs when nothing is under way any more, the last registered first: for pools, relays and sweepers. */
    public void onStop(String what, Supplier<Future<Void>> action) {
        stops.push(new Stop(what, action));
    }

    /** Takes nothing new, finishes what is under way, then runs the stop actions. Never fails. */
    public Future<Void> stop() {
        var quiet = http == null ? Future.<Void>succeededFuture() : http.shutdown(FINISH_SECONDS, TimeUnit.SECONDS);
        return Future.join(noted("http", quiet), noted("bus", bus.unregister())).compose(done -> runStops());
    }

    private Future<Void> runStops() {
        if (stops.isEmpty()) {
            return Future.succeededFuture();
        }
        var next = stops.pop();
        return noted(next.what, next.action.get()).compose(done -> runStops());
    }

    private static Future<Void> noted(String what, Future<Void> stopping) {
        return stopping.otherwise(failure -> {
            LOG.warn("event=stop-failed what={}", what, failure);
            return null;
        });
    }
}
