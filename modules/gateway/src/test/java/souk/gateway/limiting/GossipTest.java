package souk.gateway.limiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.bus.Bus;

class GossipTest {

    private static final int QUOTA = 100;
    private static final int SECONDS = 10;
    private static final int ROUNDS_PER_SECOND = 5;
    private static final Quotas QUOTAS = Quotas.of(policy -> QUOTA);

    private static Vertx vertx;
    private static Context loop;

    private final AtomicLong now = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        loop = vertx.getOrCreateContext();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private record Gateway(Accounts accounts, Gossip gossip) {}

    private Gateway gateway(Bus bus) {
        var accounts = new Accounts(QUOTAS, 1_000, now::get);
        var gossip = new Gossip(bus, accounts, new LimitingMetrics(meters));
        onLoop(() -> gossip.listen().toCompletionStage().toCompletableFuture()).join();
        return new Gateway(accounts, gossip);
    }

    @Test
    void twoGatewaysTogetherAllowWhatOneWould() {
        var bus = Bus.local(vertx);
        var two = List.of(gateway(bus), gateway(bus));

        assertThat(allowedTo("greedy", two, true)).isBetween(QUOTA * SECONDS, QUOTA * (SECONDS + 2));
    }

    @Test
    void goesOnWithItsOwnLimitsWhenNothingIsHeard() {
        var bus = Bus.local(vertx);
        var two = List.of(gateway(bus), gateway(bus));

        assertThat(allowedTo("unheard", two, false)).isBetween(2 * QUOTA * SECONDS, 2 * QUOTA * (SECONDS + 1));
    }

    @Test
    void tellsNothingOfWhoTakesLittle() {
        var bus = Bus.local(vertx);
        var quiet = gateway(bus);

        take(quiet, "modest");
        assertThat(onLoop(() -> quiet.accounts().news(10))).isEmpty();

        for (var taken = 0; taken < QUOTA / 2; taken++) {
            take(quiet, "modest");
        }
        assertThat(onLoop(() -> quiet.accounts().news(10)))
                .singleElement()
                .isEqualTo(new Spending.Entry("user", "modest", QUOTA / 2 + 1));
        assertThat(onLoop(() -> quiet.accounts().news(10))).isEmpty();
    }

    @Test
    void countsNewsThatDidNotCome() {
        var bus = Bus.local(vertx);
        gateway(bus);

        List.of(1L, 2L, 5L).forEach(number -> bus.publish(Spending.TOPIC, new Spending("other", number, List.of())));

        await().untilAsserted(() -> {
            assertThat(news("received")).isEqualTo(3);
            assertThat(news("lost")).isEqualTo(2);
        });
    }

    @Test
    void aDebtIsPaidBackWithinOneWindowHoweverMuchWasHeardOf() {
        var gateway = gateway(Bus.local(vertx));

        onLoop(() -> {
            gateway.accounts().deduct(Policy.USER, "blamed", 1_000_000);
            gateway.accounts().deduct(Policy.USER, "blamed", 1_000_000);
            return null;
        });

        assertThat(take(gateway, "blamed")).isFalse();
        now.addAndGet(Duration.ofMillis(1_100).toNanos());
        assertThat(take(gateway, "blamed")).isTrue();
    }

    /** Takes from all of them whatever there is, all the time. */
    private int allowedTo(String client, List<Gateway> gateways, boolean telling) {
        var allowed = 0;
        for (var round = 0; round < SECONDS * ROUNDS_PER_SECOND; round++) {
            now.addAndGet(Duration.ofSeconds(1).toNanos() / ROUNDS_PER_SECOND);
            for (var gateway : gateways) {
                while (take(gateway, client)) {
                    allowed++;
                }
            }
            if (telling) {
                gateways.forEach(this::tell);
            }
        }
        return allowed;
    }

    private void tell(Gateway gateway) {
        var before = news("received");
        if (onLoop(gateway.gossip()::tell)) {
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> news("received") == before + 1);
        }
    }

    private boolean take(Gateway gateway, String client) {
        return onLoop(
                () -> gateway.accounts().take(Policy.USER, client).orElseThrow().isConsumed());
    }

    private double news(String outcome) {
        return meters.find("souk.gateway.limits.news").tag("outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static <T> T onLoop(Supplier<T> action) {
        var done = new CompletableFuture<T>();
        loop.runOnContext(ignored -> {
            try {
                done.complete(action.get());
            } catch (RuntimeException failure) {
                done.completeExceptionally(failure);
            }
        });
        return done.join();
    }
}
