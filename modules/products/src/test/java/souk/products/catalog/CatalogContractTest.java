package souk.products.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.Route;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import souk.testing.OpenApiContract;

class CatalogContractTest {

    private final OpenApiContract contract = OpenApiContract.load("/openapi/products.yaml");

    @Test
    void documentsExactlyTheRoutesThatAreServed() {
        try (var shop = Shop.open()) {
            var served = shop.router().getRoutes().stream()
                    .map(Route::getPath)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toMap(path -> path, path -> methodsOf(shop, path)));

            assertThat(served).isEqualTo(contract.methodsByRoute());
        }
    }

    private static TreeSet<String> methodsOf(Shop shop, String route) {
        var uri = route.replaceAll(":(id|principal)", "00000000-0000-7000-8000-000000000000");
        var allow = shop.allowed(uri);
        var methods = Stream.of(allow.split(", ")).collect(Collectors.toCollection(TreeSet::new));
        methods.removeAll(List.of("HEAD", "OPTIONS"));
        return methods;
    }
}
