package souk.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.Route;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import souk.testing.TestDatabase;

class AuthContractTest {

    @Test
    void documentsExactlyTheRoutesThatAreServed() {
        try (var database = TestDatabase.create();
                var auth = RunningAuth.on(database)) {
            var served = auth.router().getRoutes().stream()
                    .map(Route::getPath)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toMap(path -> path, path -> methods(auth.allowed(path))));

            assertThat(served).isEqualTo(auth.contract().methodsByRoute());
        }
    }

    private static TreeSet<String> methods(String allow) {
        var methods = Stream.of(allow.split(", ")).collect(Collectors.toCollection(TreeSet::new));
        methods.removeAll(List.of("HEAD", "OPTIONS"));
        return methods;
    }
}
