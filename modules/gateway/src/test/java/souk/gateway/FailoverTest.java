package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static souk.gateway.RunningGateway.assertAllAnsweredBy;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.gateway.RunningGateway.Seen;

/** What a client notices of instances that die, hang, stutter and leave: nothing, wherever that can be. */
class FailoverTest {

    private static final Map<String, String> KEYED = Map.of("idempotency-key", "k-1");
    private RunningGateway gateway;
    private StubInstance sound;
    private StubInstance broken;

    @BeforeEach
    void start() {
        gateway = RunningGateway.start();
        sound = gateway.instance("orders", "sound");
        broken = gateway.instance("orders", "broken");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void repeatsReadsThatAConnectionBrokeUnder() {
        broken.cutsTheConnection();
        assertAllAnsweredBy("sound", gateway.several(HttpMethod.GET, Map.of()));
        assertThat(broken.received()).isNotEmpty();
        assertThat(gateway.count("souk.gateway.retries")).isPositive();
    }

    @Test
    void repeatsReadsWhoseAnswerBrokeOffInTheMiddle() {
        broken.answersHalf();
        assertAllAnsweredBy("sound", gateway.several(HttpMethod.GET, Map.of()));
        assertThat(broken.received()).isNotEmpty();
    }

    @Test
    void repeatsOrdersThatCarryAKey() {
        broken.cutsTheConnection();
        assertAllAnsweredBy("sound", gateway.several(HttpMethod.POST, KEYED));
        assertThat(broken.received())
                .isNotEmpty()
                .allMatch(one -> one.body().toString().equals("{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void neverRepeatsAChangeWithoutAKeyOnceSent(String method) {
        sound.cutsTheConnection();
        broken.cutsTheConnection();
        var headers = method.equals("POST") ? Map.<String, String>of() : KEYED;
        for (var n = 1; n <= 6; n++) {
            assertThat(gateway.call(HttpMethod.valueOf(method), "/orders", headers, "{}")
                            .status())
                    .isEqualTo(503);
            assertThat(sound.received().size() + broken.received().size()).isEqualTo(n);
        }
    }

    /** An identity provider's answer is good for one use, though a browser brings it with a GET. */
    @ParameterizedTest
    @ValueSource(strings = {"/oidc/corp/callback?state=s&code=c", "/api/v1/oidc/corp/callback?state=s&code=c"})
    void neverRepeatsTheReturnFromAnIdentityProvider(String path) {
        var instances = List.of(gateway.instance("auth", "one"), gateway.instance("auth", "other"));
        instances.forEach(StubInstance::cutsTheConnection);

        assertThat(gateway.call(HttpMethod.GET, path, Map.of(), "").status()).isEqualTo(503);

        assertThat(instances.stream().mapToInt(one -> one.received().size()).sum())
                .isEqualTo(1);
    }

    @Test
    void doesNotTakeAKeyThatWillNotBePassedOnForOne() {
        sound.cutsTheConnection();
        broken.cutsTheConnection();
        var stripped = Map.of("idempotency-key", "k-1", "connection", "idempotency-key");
        assertThat(gateway.call(HttpMethod.POST, "/orders", stripped, "{}").status())
                .isEqualTo(503);
        assertThat(sound.received().size() + broken.received().size()).isEqualTo(1);
    }

    @Test
    void repeatsAnyMethodThatCertainlyWasNeverSent() {
        Wait.on(broken.die());
        assertAllAnsweredBy("sound", gateway.several(HttpMethod.PUT, Map.of()));
        assertAllAnsweredBy("sound", gateway.several(HttpMethod.POST, Map.of()));
    }

    @Test
    void answersInTimeThoughOneOfTwoInstancesHangs() {
        broken.hangs();
        var answers = gateway.several(HttpMethod.GET, Map.of());
        assertAllAnsweredBy("sound", answers);
        assertThat(answers).extracting(Seen::millis).allMatch(millis -> millis < 2_000);
        assertThat(broken.received()).as("ejected after two misses").hasSizeBetween(1, 2);
    }

    @Test
    void answersKeyedOrdersInTimeThoughOneOfTwoInstancesHangs() {
        broken.hangs();
        var answers = gateway.several(HttpMethod.POST, KEYED);
        assertAllAnsweredBy("sound", answers);
        assertThat(answers).extracting(Seen::millis).allMatch(millis -> millis < 2_000);
        assertThat(answers).extracting(Seen::millis).anyMatch(millis -> millis > 900);
    }

    @Test
    void saysUnavailableInTimeWhenEverybodyHangs() {
        sound.hangs();
        broken.hangs();
        for (var method : List.of(HttpMethod.GET, HttpMethod.PUT)) {
            var answer = gateway.call(method, "/orders", Map.of(), "");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.millis()).isLessThan(3_000);
            assertThat(answer.header("retry-after")).isEqualTo("1");
            assertThat(answer.text()).contains("\"code\":\"unavailable\"");
        }
    }

    @Test
    void saysUnavailableAtOnceWhenNobodyIsThere() {
        gateway.drains(sound);
        gateway.drains(broken);
        var answer = gateway.get("/orders");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.millis()).isLessThan(500);
    }

    @Test
    void failsOverAtOnceWhenTheClusterLosesAMember() {
        broken.hangs();
        gateway.drains(sound);
        var waiting = gateway.send(HttpMethod.POST, "/orders", KEYED, "{}");
        await().until(() -> !broken.received().isEmpty());
        var again = gateway.instance("orders", "again");
        gateway.loses(broken);
        var answer = Wait.on(waiting);
        assertThat(answer.text()).isEqualTo("again");
        assertThat(answer.millis()).isLessThan(900);
        assertThat(again.received()).hasSize(1);
    }

    @Test
    void sendsNothingNewToAnInstanceThatDrainsButWaitsForWhatItHas() {
        broken.answersAfter(300);
        gateway.drains(sound);
        var waiting = gateway.send(HttpMethod.GET, "/orders", Map.of(), "");
        await().until(() -> !broken.received().isEmpty());
        gateway.drains(broken);
        gateway.instance("orders", "new");
        assertThat(gateway.several(HttpMethod.GET, Map.of()))
                .extracting(Seen::text)
                .containsOnly("new");
        assertThat(Wait.on(waiting).text()).isEqualTo("broken");
    }

    @Test
    void triesThreeTimesAtMost() {
        sound.cutsTheConnection();
        broken.cutsTheConnection();
        assertThat(gateway.get("/orders").status()).isEqualTo(503);
        assertThat(sound.received().size() + broken.received().size()).isEqualTo(3);
    }

    @Test
    void stopsRepeatingWhenTheBudgetIsSpent() {
        sound.cutsTheConnection();
        broken.cutsTheConnection();
        var calls = IntStream.range(0, 400)
                .mapToObj(n -> gateway.send(HttpMethod.GET, "/orders", Map.of(), ""))
                .toList();
        Wait.on(Future.join(calls));
        var tries = sound.received().size() + broken.received().size();
        assertThat(tries).isBetween(401, 400 + 100 + 40 + 60);
        assertThat(gateway.count("souk.gateway.retries.refused")).isPositive();
    }

    @Test
    void doesNotBlameAnInstanceForClientsThatGoAway() throws IOException {
        gateway.drains(sound);
        broken.hangs();
        for (var n = 1; n <= 3; n++) {
            var asked = n;
            try (var connection = gateway.raw()) {
                connection.send("GET /orders HTTP/1.1\r\nHost: a\r\n\r\n");
                await().until(() -> broken.received().size() == asked);
            }
        }
        await().until(() -> gateway.meters.find("souk.gateway.requests").tag("status", "499").timers().stream()
                        .mapToLong(timer -> timer.count())
                        .sum()
                == 3);
        assertThat(gateway.count("souk.gateway.ejections")).isZero();
        assertThat(broken.received()).as("nor asks again").hasSize(3);
    }
}
