package souk.auth.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.awaitUntil;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.auth.RunningAuth;
import souk.shared.contract.NodeOperations;
import souk.shared.contract.NodeReport;
import souk.shared.contract.Pong;
import souk.testing.TestDatabase;

/** The cluster over HTTP: one member that answers, and one that does not. */
class ClusterTest {

    private static final AtomicBoolean READY = new AtomicBoolean(true);
    private static final AtomicReference<String> BREAKER = new AtomicReference<>("closed");
    private static final AtomicInteger LOOKS = new AtomicInteger();

    private static TestDatabase database;
    private static RunningAuth auth;
    private static String auditor;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        auth = RunningAuth.on(database);
        auditor = with("eye", "auditor");
        await(auth.bus().serve(NodeOperations.PING, (ask, context) -> Future.succeededFuture(new Pong())));
        await(auth.bus().serve(NodeOperations.REPORT, (ask, context) -> Future.succeededFuture(report())));
    }

    @AfterAll
    static void stop() {
        auth.close();
        database.close();
    }

    @Test
    void showsWhoAnswersAndWhoDoesNot() {
        var reply = auth.get("/api/v1/cluster", bearer(auditor));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
        assertThat(reply.json().getBoolean("safe")).as("one is silent").isFalse();
        var self = reply.json().getJsonArray("members").getJsonObject(0);
        assertThat(self.getString("instance")).isEqualTo("auth-1");
        assertThat(self.getBoolean("answers")).isTrue();
        assertThat(self.getLong("roundTripMicros")).isPositive();
        assertThat(self.getJsonObject("reports").getJsonObject("breakers").getString("orders"))
                .isEqualTo("closed");
        var gone = reply.json().getJsonArray("members").getJsonObject(1);
        assertThat(gone.getString("instance")).isEqualTo("products-9");
        assertThat(gone.getBoolean("answers")).isFalse();
    }

    @Test
    void isForThoseWhoMayReadIt() {
        assertThat(auth.get("/api/v1/cluster", Map.of()).status()).isEqualTo(401);
        assertThat(auth.get("/api/v1/cluster", bearer(with("buyer", "customer")))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void streamsWhatChangesUntilTheTokenIsWorthNothing() {
        var watcher = with("watcher", "auditor");
        var heard = new StringBuffer();
        var ended = await(watch(watcher).compose(HttpClientRequest::send).map(response -> {
            assertThat(response.getHeader("content-type")).isEqualTo("text/event-stream");
            response.handler(chunk -> heard.append(chunk));
            return response.end();
        }));
        awaitUntil(() -> heard.indexOf("event: snapshot\nid: 1\ndata: {") == 0);

        READY.set(false);
        awaitUntil(() -> heard.indexOf("event: member\nid: 2\ndata: ") > 0);
        var member =
                heard.substring(heard.indexOf("id: 2\ndata: ") + 12).lines().findFirst();
        assertThat(new JsonObject(member.orElseThrow()).getBoolean("ready")).isFalse();

        auth.as(watcher, HttpMethod.POST, "/api/v1/logout", null);
        await(ended);
        READY.set(true);
    }

    @Test
    void tellsFiguresThatAlwaysMoveNowAndThenOnly() {
        var watcher = with("counter", "auditor");
        var heard = new StringBuffer();
        var ended = await(watch(watcher).compose(HttpClientRequest::send).map(response -> {
            response.handler(chunk -> heard.append(chunk));
            return response.end();
        }));
        awaitUntil(() -> events(heard).equals(List.of("snapshot")));

        awaitLooks(8);
        assertThat(events(heard)).containsExactly("snapshot");
        awaitLooks(3);
        awaitUntil(() -> events(heard).size() == 2);
        assertThat(events(heard)).containsExactly("snapshot", "snapshot");

        BREAKER.set("open");
        awaitUntil(() -> events(heard).equals(List.of("snapshot", "snapshot", "member")));
        BREAKER.set("closed");
        auth.as(watcher, HttpMethod.POST, "/api/v1/logout", null);
        await(ended);
    }

    private static void awaitLooks(int looks) {
        for (var seen = 0; seen < looks; seen++) {
            var before = LOOKS.get();
            awaitUntil(() -> LOOKS.get() > before);
        }
    }

    private static List<String> events(StringBuffer heard) {
        return heard.toString()
                .lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring(7))
                .toList();
    }

    private static Future<HttpClientRequest> watch(String token) {
        return auth.vertx()
                .createHttpClient()
                .request(new RequestOptions()
                        .setMethod(HttpMethod.GET)
                        .setHost("127.0.0.1")
                        .setPort(auth.port())
                        .setURI("/api/v1/cluster")
                        .putHeader("accept", "text/event-stream")
                        .putHeader("authorization", "Bearer " + token));
    }

    private static NodeReport report() {
        return new NodeReport(
                "local",
                "1.0",
                Instant.EPOCH,
                READY.get(),
                Map.of("serving", READY.get()),
                true,
                2,
                0,
                Map.of(
                        "breakers",
                        Map.of("orders", BREAKER.get()),
                        "shedding",
                        Map.of("orders", Map.of("limit", 64, "inFlight", LOOKS.incrementAndGet()))));
    }

    private static String with(String name, String role) {
        auth.register(registration(name));
        database.execute("UPDATE accounts SET roles = '{" + role + "}' WHERE username = '" + name + "'");
        return auth.tokenOf(name);
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("authorization", "Bearer " + token);
    }
}
