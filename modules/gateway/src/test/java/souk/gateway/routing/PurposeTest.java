package souk.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurposeTest {

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/login, LOG_IN",
        "GET, /oidc/google/begin, LOG_IN",
        "POST, /register, REGISTRATION",
        "POST, /api/v1/orders, ORDER_WRITE",
        "POST, /orders/0198c0de-0000-7000-8000-000000000001/pay, ORDER_WRITE",
        "GET, /api/v1/orders, REPORT",
        "GET, /api/v1/orders/0198c0de-0000-7000-8000-000000000001, READ",
        "GET, /products, SEARCH",
        "HEAD, /api/v1/products, SEARCH",
        "GET, /api/v1/categories/0198c0de-0000-7000-8000-000000000001/products, SEARCH",
        "GET, /api/v1/categories/tree, READ",
        "GET, /products/0198c0de-0000-7000-8000-000000000001, READ",
        "GET, /products/0198c0de-0000-7000-8000-000000000001/availability, READ",
        "GET, /api/v1/products/export, REPORT",
        "POST, /products/import, REPORT",
        "PUT, /products/0198c0de-0000-7000-8000-000000000001, WRITE",
        "GET, /api/v1/sales/by-day, REPORT",
        "POST, /api/v1/admin/consistency, REPORT",
        "GET, /api/v1/users, REPORT",
        "PUT, /api/v1/users/0198c0de-0000-7000-8000-000000000001, WRITE",
        "GET, /profile, READ",
        "GET, /api/v1, READ",
        "GET, /, READ",
        "GET, /ordersx, READ",
        "POST, /api/v2/orders, ORDER_WRITE",
        "POST, /api/v2/login, LOG_IN"
    })
    void isToldFromMethodAndPath(String method, String path, Purpose purpose) {
        assertThat(Purpose.of(HttpMethod.valueOf(method), path)).isEqualTo(purpose);
    }
}
