package souk.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import souk.shared.bus.Bus;
import souk.shared.cluster.Directory;
import souk.shared.cluster.Member;
import souk.shared.config.Settings;
import souk.shared.runtime.ServiceContext;
import souk.shared.sql.DatabaseLimits;
import souk.testing.OpenApiContract;
import souk.testing.TestDatabase;

/** An instance of the service on a free port. Whatever goes to and fro is held against the OpenAPI document. */
public final class RunningAuth implements AutoCloseable {

    public static final String PASSWORD = "correct horse battery staple";
    public static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

    /** Who is in the cluster as far as this instance knows. */
    private static final Member SELF = new Member(Directory.LOCAL, "auth", "auth-1", "127.0.0.1", 0, 0);

    private static final Member GONE = new Member("gone", "products", "products-9", "127.0.0.1", 0, 0);

    /** A busy build machine is no reason for a test to fail. */
    private static final DatabaseLimits PATIENT = new DatabaseLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(8),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            100);

    private final Vertx vertx = Vertx.vertx();
    private final OpenApiContract contract = OpenApiContract.load("/openapi/auth.yaml");
    private final Bus bus = Bus.local(vertx);
    private final ServiceContext service = ServiceContext.local(vertx, "auth", bus, Directory.fixed(SELF, GONE));
    private final AuthVerticle verticle;
    private final WebClient client;

    private RunningAuth(TestDatabase database, Map<String, String> more) {
        var settings = settings(database, more);
        var config = AuthConfig.from(settings);
        settings.verify();
        verticle = new AuthVerticle(config.withLimits(PATIENT), service);
        try {
            await(vertx.deployVerticle(verticle));
            await(service.followSettings());
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
        client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setDefaultHost("127.0.0.1")
                        .setDefaultPort(verticle.port())
                        .setFollowRedirects(false),
                new PoolOptions().setHttp1MaxSize(64));
    }

    public static RunningAuth on(TestDatabase database) {
        return new RunningAuth(database, Map.of("SOUK_AUTH_SELF_SERVICE_SELLERS", "true"));
    }

    public static RunningAuth on(TestDatabase database, Map<String, String> more) {
        return new RunningAuth(database, more);
    }

    public static Settings settings(TestDatabase database, Map<String, String> more) {
        var environment = new HashMap<>(database.environment());
        environment.put("SOUK_AUTH_KEY_SECRET", SECRET);
        environment.put("SOUK_AUTH_PASSWORD_THREADS", "2");
        environment.put("SOUK_AUTH_PASSWORD_PATIENCE_MS", "20000");
        environment.put("SOUK_AUTH_LOGIN_FAILURES_PER_NAME", "10000");
        environment.put("SOUK_AUTH_LOGIN_FAILURES_PER_ADDRESS", "10000");
        environment.putAll(more);
        return Settings.of(environment::get);
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException stuck) {
            throw new AssertionError(stuck);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** Asks again until it is so; fails when it takes longer than the 5 s within which every node must know. */
    public static void awaitUntil(BooleanSupplier condition) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still not so after 5 s").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** What a token says, unverified. */
    public static JsonObject claims(String accessToken) {
        return new JsonObject(
                Buffer.buffer(Base64.getUrlDecoder().decode(accessToken.split("\\.")[1])));
    }

    public Vertx vertx() {
        return vertx;
    }

    public int port() {
        return verticle.port();
    }

    public Bus bus() {
        return bus;
    }

    public static JsonObject registration(String username) {
        return new JsonObject()
                .put("username", username)
                .put("email", username + "@example.org")
                .put("password", PASSWORD);
    }

    public Reply register(JsonObject registration) {
        return post("/api/v1/register", registration);
    }

    public Reply logIn(String name, String password) {
        return post("/api/v1/login", new JsonObject().put("username", name).put("password", password));
    }

    /** The access token of an account that must exist. */
    public String tokenOf(String name) {
        return logIn(name, PASSWORD).json().getString("accessToken");
    }

    public Reply profile(String token) {
        return get("/api/v1/profile", Map.of("authorization", "Bearer " + token));
    }

    /** A log-in of an account that must exist: all that it answered. */
    public JsonObject session(String name) {
        return logIn(name, PASSWORD).json();
    }

    public Reply refresh(String refreshToken) {
        return post("/api/v1/token/refresh", new JsonObject().put("refreshToken", refreshToken));
    }

    /** A request with an access token and, if it is not null, a body. */
    public Reply as(String token, HttpMethod method, String path, JsonObject body) {
        var headers = Map.of("authorization", "Bearer " + token);
        return await(send(method, path, headers, body == null ? null : body.toBuffer()));
    }

    public Reply get(String path, Map<String, String> headers) {
        return await(send(HttpMethod.GET, path, headers, null));
    }

    /** @param form encoded */
    public Reply postForm(String path, String form) {
        var type = Map.of("content-type", "application/x-www-form-urlencoded");
        return await(send(HttpMethod.POST, path, type, Buffer.buffer(form)));
    }

    public Reply post(String path, JsonObject body) {
        return await(send(HttpMethod.POST, path, Map.of(), body.toBuffer()));
    }

    public Future<Reply> send(HttpMethod method, String path, Map<String, String> headers, Buffer body) {
        var all = new HashMap<>(headers);
        if (body != null) {
            all.putIfAbsent("content-type", "application/json");
        }
        var request = client.request(method, path);
        all.forEach(request::putHeader);
        return (body == null ? request.send() : request.sendBuffer(body)).map(response -> {
            contract.check(method.name(), path, all, body, response);
            return new Reply(response);
        });
    }

    /** Without a body, and without a look at the contract. */
    public HttpResponse<Buffer> sendUnchecked(HttpMethod method, String path, Map<String, String> headers) {
        return await(withHeaders(method, path, headers).send());
    }

    /** Without a look at the contract. */
    public HttpResponse<Buffer> sendUnchecked(
            HttpMethod method, String path, Map<String, String> headers, JsonObject body) {
        return await(withHeaders(method, path, headers).sendJsonObject(body));
    }

    private HttpRequest<Buffer> withHeaders(HttpMethod method, String path, Map<String, String> headers) {
        var request = client.request(method, path);
        headers.forEach(request::putHeader);
        return request;
    }

    public List<Route> routes() {
        return router().getRoutes();
    }

    /** The methods that the resource says it knows. */
    public String allowed(String path) {
        return await(client.request(HttpMethod.OPTIONS, path).send()).getHeader("allow");
    }

    Router router() {
        return verticle.router();
    }

    public OpenApiContract contract() {
        return contract;
    }

    @Override
    public void close() {
        await(service.stop());
        await(vertx.close());
    }

    /** An answer that fits the contract. */
    public record Reply(HttpResponse<Buffer> response) {

        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.getHeader(name);
        }

        public String text() {
            return response.bodyAsString();
        }

        public JsonObject json() {
            return response.bodyAsJsonObject();
        }

        public String code() {
            return json().getString("code");
        }

        /** The pointers of all violations, in order. */
        public String pointers() {
            return json().getJsonArray("errors").stream()
                    .map(error -> ((JsonObject) error).getString("pointer"))
                    .sorted()
                    .reduce((all, one) -> all + " " + one)
                    .orElse("");
        }
    }
}
