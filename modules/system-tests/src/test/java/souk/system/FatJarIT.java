package souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FatJarIT {
    private static final long SECONDS = 60;

    @ParameterizedTest
    @CsvSource({
        "auth, SOUK_AUTH_KEY_SECRET",
        "products, SOUK_DATABASE_URL",
        "orders, SOUK_DATABASE_OWNER_PASSWORD",
        "gateway, SOUK_CLUSTER_KEY"
    })
    void namesEveryMissingKeyInOneMessageWhenItIsNotConfigured(String service, String ofItsOwn) {
        var ended = Ended.of(Project.service(service), Map.of(), SECONDS);

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors())
                .startsWith(service + ": ")
                .contains(ofItsOwn)
                .contains("SOUK_BUS_TLS_KEY is missing")
                .contains("SOUK_BUS_TLS_CERT is missing")
                .contains("SOUK_BUS_TLS_CA is missing")
                .doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auth", "products", "orders", "gateway"})
    void namesAWrongKeyBesideTheMissingOnes(String service) {
        var ended = Ended.of(Project.service(service), Map.of("SOUK_HTTP_PORT", "eighty"), SECONDS);

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors()).contains("SOUK_HTTP_PORT").contains("SOUK_BUS_TLS_KEY is missing");
    }
}
