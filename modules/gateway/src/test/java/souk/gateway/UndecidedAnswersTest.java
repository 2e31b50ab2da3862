package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static souk.gateway.RunningGateway.assertAllAnsweredBy;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of answers by which an instance says that it did not decide, or that another try is under way. */
class UndecidedAnswersTest {

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

    @ParameterizedTest
    @ValueSource(strings = {"unavailable", "busy"})
    void asksAnotherWhenAnInstanceSaysThatItCannot(String code) {
        broken.refuses(503, code);
        assertAllAnsweredBy("sound", gateway.several(HttpMethod.GET, Map.of()));
        assertAllAnsweredBy("sound", gateway.several(HttpMethod.POST, KEYED));
        assertThat(broken.received()).isNotEmpty();
    }

    @Test
    void passesOnWhatAnInstanceSaysWhenNoOtherCan() {
        sound.refuses(503, "unavailable");
        broken.refuses(503, "unavailable");
        var answer = gateway.get("/orders");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).isEqualTo("{\"code\":\"unavailable\",\"status\":503}");
        assertThat(sound.received().size() + broken.received().size()).isEqualTo(3);
    }

    @Test
    void asksTheOnlyInstanceOnceMoreThatSaysThatNothingIsDecided() {
        gateway.drains(sound);
        broken.does(request -> {
            if (broken.received().size() == 1) {
                request.response().setStatusCode(503).putHeader("content-type", "application/problem+json");
                request.response().end("{\"code\":\"unavailable\"}");
            } else {
                request.response().end("decided");
            }
        });
        assertThat(gateway.call(HttpMethod.POST, "/orders", KEYED, "{}").text()).isEqualTo("decided");
    }

    @Test
    void doesNotPressTheOnlyInstanceThatIsBusy() {
        gateway.drains(sound);
        broken.refuses(503, "busy");
        assertThat(gateway.get("/orders").status()).isEqualTo(503);
        assertThat(broken.received()).hasSize(1);
    }

    @Test
    void doesNotRepeatWhatTheBusinessRefuses() {
        sound.refuses(409, "insufficient-stock");
        broken.refuses(409, "insufficient-stock");
        assertThat(gateway.call(HttpMethod.POST, "/orders", KEYED, "{}").status())
                .isEqualTo(409);
        assertThat(sound.received().size() + broken.received().size()).isEqualTo(1);
    }

    @Test
    void waitsForTheFirstTryOfAKeyThatIsStillBeingWorkedOn() {
        broken.hangs();
        var asked = new ArrayList<String>();
        sound.does(request -> {
            asked.add("asked");
            if (asked.size() % 4 != 0) {
                request.response().setStatusCode(409).putHeader("content-type", "application/problem+json");
                request.response().end("{\"code\":\"request-in-flight\"}");
            } else {
                request.response().end("sound");
            }
        });
        gateway.drains(sound);
        var waiting = gateway.send(HttpMethod.POST, "/orders", KEYED, "{}");
        await().until(() -> !broken.received().isEmpty());
        gateway.ready(sound.member());
        gateway.loses(broken);
        assertThat(Wait.on(waiting).text()).isEqualTo("sound");
        assertThat(asked).hasSize(4);
    }

    @Test
    void tellsAClientThatRepeatsItselfThatItsKeyIsInFlight() {
        sound.refuses(409, "request-in-flight");
        broken.refuses(409, "request-in-flight");
        var answer = gateway.call(HttpMethod.POST, "/orders", KEYED, "{}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(answer.millis()).isLessThan(2_000);
    }
}
