package souk.products.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.Route;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import souk.testing.OpenApiContract;

class ImportContractTest {

    @Test
    void documentsExactlyTheRoutesThatAreServed() {
        try (var counter = Counter.withoutWorkers()) {
            var served = counter.router().getRoutes().stream()
                    .map(Route::getPath)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toMap(path -> path, path -> methodsOf(counter, path)));

            assertThat(served)
                    .isEqualTo(OpenApiContract.load("/openapi/imports.yaml").methodsByRoute());
        }
    }

    private static TreeSet<String> methodsOf(Counter counter, String route) {
        var allow = counter.allowed(route.replace(":id", "00000000-0000-7000-8000-000000000000"));
        var methods = Stream.of(allow.split(", ")).collect(Collectors.toCollection(TreeSet::new));
        methods.removeAll(List.of("HEAD", "OPTIONS"));
        return methods;
    }
}
