package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway that lets ten requests through to a service at a time, eight of them if they are reads. */
class CrowdedTest {

    private static final String PRODUCT = "/api/v1/products/0198c0de-0000-7000-8000-000000000001";
    private static final String ORDER = "POST /orders HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n{}";

    private RunningGateway gateway;
    private StubInstance orders;
    private StubInstance products;

    @BeforeEach
    void start() {
        gateway = RunningGateway.configured(
                Map.of("SOUK_SHEDDING_GOAL_MS", "2000", "SOUK_SHEDDING_LEAST", "10", "SOUK_SHEDDING_MOST", "10"));
        orders = gateway.instance("orders", "orders-1").hangs();
        products = gateway.instance("products", "products-1").answersAll(1, "one");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void refusesWhatAServiceHasNoRoomForWithoutEndingTheConnection() throws IOException {
        fill(HttpMethod.POST, "/orders", orders, 10);
        try (var raw = gateway.raw()) {
            for (var n = 0; n < 2; n++) {
                assertThat(raw.send(ORDER).readUntil("\"traceId\":"))
                        .contains("HTTP/1.1 503", "retry-after: 1", "application/problem+json", "\"code\":\"busy\"")
                        .doesNotContainIgnoringCase("connection: close");
            }
        }
        assertThat(orders.received()).hasSize(10);
    }

    @Test
    void otherServicesGoOn() {
        fill(HttpMethod.POST, "/orders", orders, 10);

        assertThat(gateway.get(PRODUCT).text()).isEqualTo("one");
    }

    @Test
    void whatIsRememberedNeedsNoRoom() {
        gateway.get(PRODUCT);
        products.hangs();
        fill(HttpMethod.GET, PRODUCT + "/availability", products, 8);

        assertThat(gateway.get(PRODUCT + "/availability").text()).contains("\"code\":\"busy\"");
        assertThat(gateway.get(PRODUCT).text()).isEqualTo("one");
    }

    @Test
    void whatFindsNoConnectionToAServiceIsBusyRatherThanUndecided() throws IOException {
        gateway.close();
        gateway = RunningGateway.configured(Map.of("SOUK_GATEWAY_CONNECTIONS", "1", "SOUK_GATEWAY_WAITING", "0"));
        orders = gateway.instance("orders", "orders-1").hangs();
        fill(HttpMethod.POST, "/orders", orders, 1);
        try (var raw = gateway.raw()) {
            assertThat(raw.send(ORDER).readUntil("\"traceId\":"))
                    .contains("HTTP/1.1 503", "retry-after: 1", "\"code\":\"busy\"")
                    .doesNotContainIgnoringCase("connection: close");
        }
        assertThat(orders.received()).hasSize(1);
    }

    @Test
    void whatFindsNoConnectionToOneInstanceGoesToAnother() {
        gateway.close();
        gateway = RunningGateway.configured(Map.of("SOUK_GATEWAY_CONNECTIONS", "1", "SOUK_GATEWAY_WAITING", "0"));
        orders = gateway.instance("orders", "orders-1").hangs();
        fill(HttpMethod.POST, "/orders", orders, 1);
        gateway.instance("orders", "orders-2").answersAll(1, "placed");

        for (var n = 0; n < 10; n++) {
            assertThat(gateway.call(HttpMethod.POST, "/orders", Map.of(), "{}").text())
                    .isEqualTo("placed");
        }
    }

    private void fill(HttpMethod method, String path, StubInstance service, int requests) {
        var before = service.received().size();
        for (var n = 0; n < requests; n++) {
            gateway.send(method, path, Map.of(), method.equals(HttpMethod.POST) ? "{}" : "");
        }
        await().until(() -> service.received().size() == before + requests);
    }
}
