package souk.products.category;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.Route;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import souk.testing.OpenApiContract;

class CategoriesContractTest {

    private final OpenApiContract contract = OpenApiContract.load("/openapi/categories.yaml");

    @Test
    void documentsExactlyTheRoutesThatAreServed() {
        try (var shelves = Shelves.open()) {
            var served = shelves.router().getRoutes().stream()
                    .map(Route::getPath)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toMap(path -> path, path -> methodsOf(shelves, path)));

            assertThat(served).isEqualTo(contract.methodsByRoute());
        }
    }

    private static TreeSet<String> methodsOf(Shelves shelves, String route) {
        var allow = shelves.allowed(route.replace(":id", "00000000-0000-7000-8000-000000000000"));
        var methods = Stream.of(allow.split(", ")).collect(Collectors.toCollection(TreeSet::new));
        methods.removeAll(List.of("HEAD", "OPTIONS"));
        return methods;
    }
}
