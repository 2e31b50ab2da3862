package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BreakerAtTheGatewayTest {

    private final RunningGateway gateway = RunningGateway.start();

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void doesNotAskAServiceThatHasNotAnsweredAnybodyForTwoSeconds() {
        var orders = gateway.instance("orders", "orders-1").cutsTheConnection();
        trouble();
        var before = orders.received().size();

        var answer = patch();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).contains("\"code\":\"unavailable\"");
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(orders.received()).hasSize(before);
    }

    @Test
    void asksAgainAfterARestAndGoesOnWhenItIsAnswered() {
        var orders = gateway.instance("orders", "orders-1").cutsTheConnection();
        trouble();
        orders.answers("back");

        gateway.awaitHalfOpen("orders");

        assertThat(patch().text()).isEqualTo("back");
        assertThat(patch().text()).isEqualTo("back");
    }

    @Test
    void stillAsksTheOtherServices() {
        gateway.instance("orders", "orders-1").cutsTheConnection();
        gateway.instance("auth", "auth-1");
        trouble();

        assertThat(gateway.get("/api/v1/profile").text()).isEqualTo("auth-1");
    }

    @Test
    void goesOnAskingAServiceThatRefusesOrIsBusyOrMissesAPart() {
        var orders = gateway.instance("orders", "orders-1");
        for (var refusal : List.of("conflict", "busy", "unavailable", "internal")) {
            orders.refuses(refusal.equals("conflict") ? 409 : refusal.equals("internal") ? 500 : 503, refusal);
            trouble();
            assertThat(patch().text()).contains(refusal);
        }
    }

    @Test
    void goesOnAskingWhereOneOfTwoInstancesIsSilent() {
        gateway.instance("orders", "orders-1").cutsTheConnection();
        gateway.instance("orders", "orders-2");
        trouble();

        assertThat(gateway.get("/api/v1/orders").text()).isEqualTo("orders-2");
    }

    /** Enough of it, and for long enough, that the breaker opens if it is that kind of trouble. */
    private void trouble() {
        patches();
        gateway.later(Duration.ofSeconds(2));
        patches();
    }

    private void patches() {
        for (var i = 0; i < 6; i++) {
            patch();
        }
    }

    /** Never repeated. */
    private RunningGateway.Seen patch() {
        return gateway.call(HttpMethod.PATCH, "/api/v1/orders/1", Map.of(), "{}");
    }
}
