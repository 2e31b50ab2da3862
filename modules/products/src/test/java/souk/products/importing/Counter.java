package souk.products.importing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import souk.products.change.ChangeNews;
import souk.products.exporting.ExportRoutes;
import souk.shared.bus.Bus;
import souk.shared.config.Settings;
import souk.shared.http.ClientAddress;
import souk.shared.http.HttpApi;
import souk.shared.http.HttpServerSettings;
import souk.shared.id.UuidV7;
import souk.shared.security.Caller;
import souk.shared.security.Role;
import souk.shared.sql.Database;
import souk.shared.sql.DatabaseConfig;
import souk.shared.sql.DatabaseLimits;
import souk.shared.sql.Migrations;
import souk.testing.OpenApiContract;
import souk.testing.TestDatabase;

/** Where files are handed in and out: on a free port over a database, with one instance or several that do the work. */
final class Counter implements AutoCloseable {

    static final String UPLOAD = "/api/v1/products/import";
    static final String EXPORT = "/api/v1/products/export";

    private static final DatabaseLimits PATIENT = new DatabaseLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(9),
            Duration.ofSeconds(8),
            Duration.ofSeconds(20),
            100);

    final Vertx vertx = Vertx.vertx();
    final TestDatabase testDatabase = TestDatabase.create();

    private final OpenApiContract contract = OpenApiContract.load("/openapi/imports.yaml");
    private final Map<String, Caller> accounts = new ConcurrentHashMap<>();
    private final List<Importing> workers = new ArrayList<>();
    private final DatabaseConfig config;
    private final Database database;
    private final Router router;
    private final HttpServer server;
    private final WebClient client;

    private Counter(boolean working) {
        var settings = Settings.of(testDatabase::setting);
        config = DatabaseConfig.from(settings, "products").withLimits(PATIENT);
        settings.verify();
        await(Migrations.run(vertx, config));
        database = Database.open(vertx, config);
        var api = new HttpApi(vertx, this::authenticate, ClientAddress.ofConnection(), refused -> {});
        worker(config, "products-1", working).mount(api);
        ExportRoutes.over(database).mount(api);
        router = api.router();
        server = await(vertx.createHttpServer(HttpServerSettings.listener("127.0.0.1", 0))
                .requestHandler(router)
                .listen());
        client = WebClient.create(vertx, new WebClientOptions().setDefaultPort(server.actualPort()));
    }

    static Counter open() {
        return new Counter(true);
    }

    /** Files are taken, but nobody works on them yet. */
    static Counter withoutWorkers() {
        return new Counter(false);
    }

    /** An instance that works on imports over a database that may be a proxy of the real one. */
    Importing worker(DatabaseConfig over, String owner, boolean working) {
        var news = new ChangeNews(vertx, Bus.local(vertx));
        var background = new Importing.Background(Database.open(vertx, over), owner);
        var importing = Importing.over(
                vertx, database == null ? background.database() : database, background, settings(), news);
        if (working) {
            importing.start();
        }
        workers.add(importing);
        return importing;
    }

    Importing worker(int port, String owner) {
        var settings = Settings.of(testDatabase.through(port)::setting);
        return worker(DatabaseConfig.from(settings, "products").withLimits(PATIENT), owner, true);
    }

    static ImportSettings settings() {
        return new ImportSettings("EUR", 1L << 30);
    }

    /** Begins an upload and goes away in the middle of it. */
    void interrupted(Sender sender, int bytes) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.actualPort())) {
            var head = "POST " + UPLOAD + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nAuthorization: Bearer "
                    + sender.account + "\r\nContent-Length: " + 2 * bytes + "\r\n\r\n" + "x".repeat(bytes);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            Awaitility.await().until(() -> testDatabase.number("SELECT count(*) FROM import_chunks") > 0);
        }
    }

    Database database() {
        return database;
    }

    Router router() {
        return router;
    }

    String allowed(String uri) {
        return await(client.request(HttpMethod.OPTIONS, uri).send()).getHeader("allow");
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new AssertionError(failed);
        }
    }

    private Future<Caller> authenticate(String token) {
        return accounts.containsKey(token)
                ? Future.succeededFuture(accounts.get(token))
                : Future.failedFuture(HttpApi.unauthenticated());
    }

    Sender newcomer(Role... roles) {
        var id = UuidV7.next();
        accounts.put(id.toString(), Caller.of(id, "user-" + id, roles));
        return new Sender(id);
    }

    @Override
    public void close() {
        workers.forEach(worker -> await(worker.stop()));
        client.close();
        await(server.close());
        await(vertx.close());
        testDatabase.close();
    }

    /** Somebody with files. */
    final class Sender {

        final UUID account;

        private Sender(UUID account) {
            this.account = account;
        }

        HttpResponse<Buffer> call(HttpMethod method, String uri, Map<String, String> headers, Buffer body) {
            var request = client.request(method, uri).putHeader("authorization", "Bearer " + account);
            headers.forEach(request::putHeader);
            var response = await(body == null ? request.send() : request.sendBuffer(body));
            contract.check(method.name(), uri, headers, body, response);
            return response;
        }

        HttpResponse<Buffer> get(String uri) {
            return call(HttpMethod.GET, uri, Map.of(), null);
        }

        HttpResponse<Buffer> send(String query, String type, Buffer file) {
            return call(HttpMethod.POST, UPLOAD + query, Map.of("content-type", type), file);
        }

        /** Sends the file and waits until the import is over. */
        Result imports(String query, String type, String file) {
            return imports(query, type, Buffer.buffer(file));
        }

        Result imports(String query, String type, Buffer file) {
            var headers = new HashMap<String, String>();
            headers.put("content-type", type);
            var answer = call(HttpMethod.POST, UPLOAD + query, headers, file);
            if (answer.statusCode() != 202) {
                throw new AssertionError(answer.statusCode() + " " + answer.bodyAsString());
            }
            return over(answer.getHeader("location"));
        }

        Result over(String location) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> List.of("done", "failed", "cancelled")
                            .contains(get(location).bodyAsJsonObject().getString("state")));
            return new Result(this, location, get(location).bodyAsJsonObject());
        }

        /** Their products as a file. */
        Buffer exports(String format) {
            var body = get(EXPORT + "?format=" + format).body();
            return body == null ? Buffer.buffer() : body;
        }

        /** One product in our JSON, as the export has it. */
        JsonObject product(String sku) {
            for (var line : exports("ndjson").toString().split("\n")) {
                if (!line.isEmpty() && new JsonObject(line).getString("sku").equals(sku)) {
                    return new JsonObject(line);
                }
            }
            throw new AssertionError("no product " + sku);
        }
    }

    /** An import that is over. */
    record Result(Sender sender, String location, JsonObject json) {

        String counts() {
            return json.getString("state")
                    + " created " + json.getInteger("created")
                    + " updated " + json.getInteger("updated")
                    + " unchanged " + json.getInteger("unchanged")
                    + " failed " + json.getInteger("failed");
        }

        JsonArray lines() {
            return sender.get(location + "/lines?limit=100").bodyAsJsonObject().getJsonArray("items");
        }

        /** {@code line outcome sku [pointer detail; …]} for each. */
        List<String> verdicts() {
            return lines().stream()
                    .map(JsonObject.class::cast)
                    .map(line -> line.getInteger("line") + " " + line.getString("outcome") + " "
                            + line.getString("sku")
                            + line.getJsonArray("violations").stream()
                                    .map(JsonObject.class::cast)
                                    .map(one -> " [" + one.getString("pointer") + " " + one.getString("detail") + "]")
                                    .sorted()
                                    .reduce("", String::concat))
                    .toList();
        }
    }
}
