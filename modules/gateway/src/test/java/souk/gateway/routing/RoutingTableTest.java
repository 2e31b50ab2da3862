package souk.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.problem.Refusal;

class RoutingTableTest {

    @Test
    void prefersTheLongestPath() {
        var table = new RoutingTable(List.of(Route.of("/a", "one"), Route.of("/a/b", "two")));
        assertThat(table.find("/a/b/c")).map(Route::service).contains("two");
        assertThat(table.find("/a/bc")).map(Route::service).contains("one");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/categories,categories",
        "/categories/tree,categories",
        "/api/v1/categories/7,categories",
        "/api/v1/categories/7/move,categories",
        "/api/v1/categories/7/products,products",
        "/categories/7/products,products",
        "/api/v1/categories/products,categories",
        "/api/v1/categories//products,categories",
        "/api/v1/categories/7/productsx,categories",
        "/api/v1/categories/7/8/products,categories"
    })
    void sendsTheProductsOfACategoryToThoseWhoHaveProducts(String path, String service) {
        assertThat(RoutingTable.SOUK.find(path)).map(Route::service).contains(service);
    }

    @Test
    void rewritesAnAliasWithASegmentThatCanBeAnything() {
        var route = RoutingTable.SOUK.find("/categories/7/products").orElseThrow();
        assertThat(route.rewrite("/categories/7/products?q=tea")).isEqualTo("/api/v1/categories/7/products?q=tea");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/orders/7/pay,true",
        "/orders/7/refund,true",
        "/api/v1/orders/7/cancel,false",
        "/api/v1/orders,false",
        "/api/v1/orders/pay,false"
    })
    void knowsWhereOrdersWaitForAPaymentProvider(String path, boolean slow) {
        assertThat(RoutingTable.SOUK.find(path)).map(Route::slow).contains(slow);
        assertThat(RoutingTable.SOUK.find(path)).map(Route::service).contains("orders");
    }

    @Test
    void givesEveryShortNameTheTargetOfItsLongOne() {
        assertThat(RoutingTable.SOUK.routes())
                .filteredOn(route -> !route.path().equals(route.target()))
                .isNotEmpty()
                .allSatisfy(alias -> {
                    assertThat(alias.target()).isEqualTo("/api/v1" + alias.path());
                    assertThat(RoutingTable.SOUK.find(alias.target().replace("*", "7")))
                            .map(Route::service)
                            .contains(alias.service());
                });
    }

    @Test
    void namesEveryPathOnce() {
        assertThat(RoutingTable.SOUK.routes()).extracting(Route::path).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/a", "/a/b-c_d.e~f", "/.well-known/jwks.json", "/a/caf%C3%A9", "/a/b/", "/a/...", "/a%20b"
            })
    void takesPlainPaths(String path) {
        RequestPath.requireCanonical(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "//a",
                "/a//b",
                "/a/../b",
                "/a/..",
                "/./a",
                "/a/.",
                "/a%2fb",
                "/a%2Fb",
                "/a%5Cb",
                "/a\\b",
                "/%2e%2e/a",
                "/a/.%2e/b",
                "/a%252e",
                "/a;b",
                "/a%3bb",
                "/a%00",
                "/a%0d%0ab",
                "/a%7f",
                "/a%",
                "/a%4",
                "/a%g0"
            })
    void refusesEveryOtherForm(String path) {
        assertThatThrownBy(() -> RequestPath.requireCanonical(path)).isInstanceOf(Refusal.class);
    }
}
