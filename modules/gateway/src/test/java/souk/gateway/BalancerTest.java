package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.http.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways behind HAProxy with the configuration that is in compose/haproxy, where HAProxy is installed. */
class BalancerTest {

    private static final int READERS = 4;
    private static final int READS_BETWEEN = 200;

    @TempDir
    private Path folder;

    private final Stand first = new Stand();
    private final Stand second = new Stand();
    private Process balancer;
    private int port;

    /** A gateway with its management port. */
    private static final class Stand {
        final RunningGateway gateway = RunningGateway.start();
        final StubInstance products = gateway.instance("products", "products-1").answers("tea");
        final AtomicBoolean ready = new AtomicBoolean(true);
        final HttpServer management = Wait.on(gateway.vertx
                .createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(ready.get() ? 200 : 503)
                        .end())
                .listen(0, "127.0.0.1"));

        String address() {
            return "127.0.0.1:%d check port %d".formatted(gateway.port(), management.actualPort());
        }
    }

    @BeforeEach
    void start() throws IOException {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "haproxy"))),
                "HAProxy is not installed");
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var config = Files.readString(Path.of("../../compose/haproxy/haproxy.cfg"))
                .replace("127.0.0.1:8080", "127.0.0.1:" + port)
                .replace("127.0.0.1:8081 check port 9081", first.address())
                .replace("127.0.0.1:8082 check port 9082", second.address());
        var file = Files.writeString(folder.resolve("haproxy.cfg"), config);
        balancer = new ProcessBuilder("haproxy", "-db", "-f", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("haproxy.log").toFile())
                .start();
        var client = HttpClient.newHttpClient();
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> send(client, "GET") == 200);
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (balancer != null) {
            balancer.destroy();
            balancer.waitFor(10, TimeUnit.SECONDS);
        }
        first.gateway.close();
        second.gateway.close();
    }

    @Test
    void noReadFailsWhenOneGatewayLeavesAndWhenOneIsKilled() throws Exception {
        var failed = new ConcurrentLinkedQueue<String>();
        var done = new AtomicInteger();
        var over = new AtomicBoolean();
        var ended = new CountDownLatch(READERS);
        var readers = Executors.newFixedThreadPool(READERS);
        for (var reader = 0; reader < READERS; reader++) {
            readers.submit(() -> {
                read(over, done, failed);
                ended.countDown();
            });
        }
        awaitMore(done);
        second.ready.set(false);
        second.gateway.leave();
        awaitMore(done);
        await().atMost(Duration.ofSeconds(10)).until(() -> isLeftAlone(second.products, done));
        second.ready.set(true);
        var before = second.products.received().size();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> second.products.received().size() > before);
        Wait.on(first.gateway.die());
        awaitMore(done);
        over.set(true);
        readers.shutdown();
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(failed).as("of %d reads", done.get()).isEmpty();
    }

    /** Whether it took effect, only its idempotency key can tell. */
    @Test
    void noChangeIsRepeatedWhenItsGatewayIsKilled() throws IOException {
        for (var stand : List.of(first, second)) {
            stand.products.does(request -> stand.gateway.die());
        }
        assertThat(send(HttpClient.newHttpClient(), "DELETE")).isEqualTo(502);
        assertThat(changes(first) + changes(second)).isEqualTo(1);
    }

    private static long changes(Stand stand) {
        return stand.products.received().stream()
                .filter(request -> request.method().name().equals("DELETE"))
                .count();
    }

    private void awaitMore(AtomicInteger done) {
        var until = done.get() + READS_BETWEEN;
        await().atMost(Duration.ofSeconds(30)).until(() -> done.get() >= until);
    }

    /** Whether many reads went by without one of them. */
    private boolean isLeftAlone(StubInstance products, AtomicInteger done) {
        var before = products.received().size();
        awaitMore(done);
        return products.received().size() == before;
    }

    private void read(AtomicBoolean over, AtomicInteger done, ConcurrentLinkedQueue<String> failed) {
        var client = HttpClient.newHttpClient();
        while (!over.get()) {
            try {
                var status = send(client, "GET");
                if (status != 200) {
                    failed.add("status " + status);
                }
            } catch (IOException broken) {
                failed.add(broken.toString());
            }
            done.incrementAndGet();
        }
    }

    private int send(HttpClient client, String method) throws IOException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/products"))
                .timeout(Duration.ofSeconds(5))
                .method(method, BodyPublishers.noBody())
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
