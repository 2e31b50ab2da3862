package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real processes, real signals, a stream of reads and keyed orders, and clients that must not notice. */
class InstanceDeathIT {

    private static final int CLIENTS = 24;
    private RunningGateway gateway;
    private StubProcess survivor;
    private StubProcess victim;
    private final ConcurrentLinkedQueue<Told> answers = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger keys = new AtomicInteger();

    /** What a client was told, and when it asked. */
    private record Told(int status, long millis, long askedAt) {}

    @BeforeEach
    void start() throws Exception {
        gateway = RunningGateway.start();
        survivor = StubProcess.start("survivor");
        victim = StubProcess.start("victim");
        gateway.ready(survivor.member("orders"));
        gateway.ready(victim.member("orders"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        survivor.close();
        victim.close();
    }

    private Future<Void> client(int number) {
        if (enough.get()) {
            return Future.succeededFuture();
        }
        var asked = System.nanoTime();
        var read = number % 2 == 0;
        var key = Map.of("idempotency-key", "k-" + keys.incrementAndGet());
        var call = read
                ? gateway.send(HttpMethod.GET, "/orders/1", Map.of(), "")
                : gateway.send(HttpMethod.POST, "/orders", key, "{}");
        return call.map(seen -> new Told(seen.status(), seen.millis(), asked))
                .otherwise(failure -> new Told(0, (System.nanoTime() - asked) / 1_000_000, asked))
                .compose(told -> {
                    answers.add(told);
                    return client(number);
                });
    }

    private Future<?> load() {
        return Future.join(IntStream.range(0, CLIENTS).mapToObj(this::client).toList());
    }

    private void untilAnswered(int number) {
        await().atMost(Duration.ofSeconds(60)).until(() -> answers.size() >= number);
    }

    private List<Told> ended(Future<?> load) {
        enough.set(true);
        Wait.on(load);
        return List.copyOf(answers);
    }

    @Test
    void nobodyNoticesThatAnInstanceIsKilled() throws Exception {
        var load = load();
        untilAnswered(3_000);
        victim.signal("KILL");
        untilAnswered(6_000);
        var told = ended(load);
        assertThat(told).extracting(Told::status).containsOnly(200);
        assertThat(told).extracting(Told::millis).allMatch(millis -> millis < 2_000);
        assertThat(gateway.count("souk.gateway.retries"))
                .as("some were under way")
                .isPositive();
    }

    @Test
    void aStoppedInstanceIsTroubleForThreeSecondsAtMost() throws Exception {
        var load = load();
        untilAnswered(3_000);
        victim.signal("STOP");
        var stoppedAt = System.nanoTime();
        await().pollDelay(Duration.ofSeconds(7)).atMost(Duration.ofSeconds(30)).until(() -> answers.size() > 6_000);
        victim.signal("CONT");
        var told = ended(load);
        assertThat(told).extracting(Told::status).containsOnly(200);
        assertThat(told).extracting(Told::millis).allMatch(millis -> millis < 2_000);
        var slowAfterwards = told.stream()
                .filter(one -> one.millis() > 500 && one.askedAt() - stoppedAt > 3_000_000_000L)
                .toList();
        assertThat(slowAfterwards)
                .as("but for the one probe after five seconds")
                .hasSizeLessThanOrEqualTo(1);
    }
}
