package souk.gateway.deprecation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.shared.config.Settings;

class DeprecationListTest {

    @TempDir
    private Path folder;

    private DeprecationList read(String json) throws IOException {
        var file = Files.writeString(folder.resolve("deprecations.json"), json);
        var settings = Settings.of(Map.of("SOUK_DEPRECATIONS_FILE", file.toString())::get);
        var list = DeprecationList.from(settings, path -> path.startsWith("/api/v1/orders"));
        settings.verify();
        return list;
    }

    private static MultiMap headers(Deprecation deprecation) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        deprecation.mark(headers);
        return headers;
    }

    @Test
    void writesDatesAsTheirStandardsWantThem() throws IOException {
        var list = read("""
                [{"path": "/api/v1/orders/*/ship", "deprecated": "2027-01-01", "sunset": "2027-07-01T12:00:00Z",
                  "page": "https://souk.example/v2", "successor": "/api/v2/shipments"}]""");
        var headers = headers(list.entries().get(0));
        assertThat(headers.get("deprecation")).isEqualTo("@1798761600");
        assertThat(headers.get("sunset")).isEqualTo("Thu, 01 Jul 2027 12:00:00 GMT");
        assertThat(headers.getAll("link"))
                .containsExactly(
                        "<https://souk.example/v2>; rel=\"deprecation\"; type=\"text/html\"",
                        "</api/v2/shipments>; rel=\"successor-version\"");
    }

    @Test
    void saysNoMoreThanIsKnown() throws IOException {
        var list = read("[{\"path\": \"/api/v1/orders\", \"deprecated\": \"2027-01-01\"}]");
        assertThat(headers(list.entries().get(0)).names()).containsExactly("deprecation");
    }

    @Test
    void isEmptyWhereNothingIsConfigured() {
        var settings = Settings.of(Map.<String, String>of()::get);
        assertThat(DeprecationList.from(settings, path -> false).entries()).isEmpty();
    }

    @Test
    void namesEverythingThatIsWrong() {
        assertThatThrownBy(() -> read("""
                        [{"path": "api/v1/orders", "deprecated": "next summer"},
                         {"path": "/api/v9", "deprecated": "2027-01-01", "sunset": "2026-01-01"},
                         {"path": "/api/v1/orders", "methods": ["BREW"], "page": "javascript:alert(1)", "since": "x"},
                         {"path": "/api/v1/orders", "deprecated": "2027-01-01", "successor": "//else.example"}]"""))
                .hasMessageContainingAll(
                        "SOUK_DEPRECATIONS_FILE: /0/path must be a path",
                        "/0/deprecated must be a date",
                        "/1/path leads nowhere here",
                        "/1/sunset must not be before deprecated",
                        "/2/methods has no method BREW",
                        "/2/deprecated",
                        "/2/page must be an http",
                        "/2/since",
                        "/3/successor must be an http");
    }

    @Test
    void namesAFileThatIsNotThereOrNotJson() {
        assertThatThrownBy(() -> read("[{")).hasMessageContaining("SOUK_DEPRECATIONS_FILE: ");
        var settings = Settings.of(
                Map.of("SOUK_DEPRECATIONS_FILE", folder.resolve("gone").toString())::get);
        DeprecationList.from(settings, path -> true);
        assertThatThrownBy(settings::verify).hasMessageContaining("SOUK_DEPRECATIONS_FILE names no readable file");
    }

    @Test
    void coversAPathAndWhatIsBelowButNoNeighbour() {
        var pattern = PathPattern.of("/api/v1/orders/*/ship");
        assertThat(pattern.covers("/api/v1/orders/7/ship")).isTrue();
        assertThat(pattern.covers("/api/v1/orders/7/ship/lines")).isTrue();
        assertThat(pattern.covers("/api/v1/orders/7/shipments")).isFalse();
        assertThat(pattern.covers("/api/v1/orders/7")).isFalse();
        assertThat(pattern.covers("/api/v1/orders/7/8/ship")).isFalse();
    }
}
