package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.util.Set;
import org.junit.jupiter.api.Test;
import souk.gateway.metrics.GatewayMetrics;
import souk.gateway.protocol.Limits;
import souk.gateway.protocol.StrictHttp;

class WarmUpTest {

    @Test
    void passesRequestsOnBeforeClientsSendAny() {
        var vertx = Vertx.vertx();
        try {
            var meters = new SimpleMeterRegistry();
            Wait.on(new WarmUp(
                            vertx,
                            new StrictHttp(Limits.STANDARD, Set.of(), path -> false),
                            new StubAuthority().vouching(),
                            new GatewayMetrics(meters))
                    .run());
            assertThat(meters.find("souk.gateway.requests")
                            .tag("route", "/warm-up")
                            .tag("status", "200")
                            .timers())
                    .singleElement()
                    .satisfies(timer -> assertThat(timer.count()).isEqualTo(30));
        } finally {
            Wait.on(vertx.close());
        }
    }
}
