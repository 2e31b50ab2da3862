package souk.shared.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {

    private static final DocumentedKeys KNOWN =
            new DocumentedKeys(Set.of("SOUK_POOL", "SOUK_NAME", "SOUK_PASSWORD", "SOUK_CONFIG_FILE"));

    @TempDir
    private Path folder;

    private Layers layers(String file, Map<String, String> environment) throws IOException {
        var path = Files.writeString(folder.resolve("souk.conf"), file);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        var all = new HashMap<>(environment);
        all.put("SOUK_CONFIG_FILE", path.toString());
        return Layers.of(all, KNOWN);
    }

    @Test
    void takesTheEnvironmentBeforeTheFileAndTheFileBeforeTheDefault() throws IOException {
        var settings = Settings.of(layers("""
                # a remark

                SOUK_POOL = 7
                SOUK_NAME=of the file = with a sign
                """, Map.of("SOUK_POOL", "9")));
        assertThat(settings.integer("SOUK_POOL", 4, 1, 100)).isEqualTo(9);
        assertThat(settings.text("SOUK_NAME", "x")).isEqualTo("of the file = with a sign");
        assertThat(settings.text("SOUK_OTHER", "default")).isEqualTo("default");
        assertThatCode(settings::verify).doesNotThrowAnyException();
        assertThat(new EffectiveSettings("orders", settings, List.of()).report().settings())
                .contains(
                        new EffectiveSettings.Entry("SOUK_POOL", "9", "environment"),
                        new EffectiveSettings.Entry("SOUK_NAME", "of the file = with a sign", "file"),
                        new EffectiveSettings.Entry("SOUK_OTHER", "default", "default"));
    }

    @Test
    void namesEverythingThatIsWrongWithTheFileAndWhatWasMeant() throws IOException {
        var settings = Settings.of(layers("""
                SOUK_POOLS=7
                no key
                SOUK_NAME="quoted"
                SOUK_POOL=1
                SOUK_POOL=2
                SOUK_CONFIG_FILE=other
                """, Map.of()));
        settings.required("SOUK_URL", "where it is");
        assertThatThrownBy(settings::verify)
                .hasMessageContainingAll(
                        "line 1: SOUK_POOLS is no key of Souk; is SOUK_POOL meant?",
                        "line 2: is not KEY=value",
                        "line 3: SOUK_NAME has quotes",
                        "line 5: SOUK_POOL is there twice",
                        "line 6: SOUK_CONFIG_FILE stands in the environment only",
                        "SOUK_URL is missing");
    }

    @Test
    void namesAFileThatIsNotThere() {
        var settings = Settings.of(Layers.of(Map.of("SOUK_CONFIG_FILE", "/nowhere"), KNOWN));
        assertThatThrownBy(settings::verify).hasMessageContaining("SOUK_CONFIG_FILE names no readable file");
    }

    @Test
    void remarksOnKeysOfTheEnvironmentThatThereAreNot() {
        var environment = Map.of(
                "SOUK_POOOL", "1",
                "SOUK_PASSWORD_FILE", "known",
                "SOUK_COMPLETELY_ELSE", "1",
                "SOUK_GATEWAY_SERVICE_HOST", "10.0.0.1",
                "SOUK_GATEWAY_PORT", "tcp://10.0.0.1:80",
                "PATH", "/bin");
        var layers = Layers.of(environment, KNOWN);
        assertThat(layers.remarks(Settings.of(layers)))
                .containsExactly(
                        "SOUK_COMPLETELY_ELSE is no key of Souk", "SOUK_POOOL is no key of Souk; is SOUK_POOL meant?");
    }

    @Test
    void remarksOnSecretsInAFileThatOthersCanRead() throws IOException {
        var layers = layers("SOUK_PASSWORD=hunter2", Map.of());
        var settings = Settings.of(layers);
        assertThat(settings.secret("SOUK_PASSWORD", "the password").value()).isEqualTo("hunter2");
        assertThat(layers.remarks(settings))
                .singleElement()
                .asString()
                .endsWith("souk.conf can be read by others and holds SOUK_PASSWORD");
        Files.setPosixFilePermissions(folder.resolve("souk.conf"), PosixFilePermissions.fromString("rw-------"));
        assertThat(layers.remarks(settings)).isEmpty();
    }

    @Test
    void neverShowsASecret() throws IOException {
        var layers = layers("SOUK_PASSWORD=hunter2", Map.of());
        var settings = Settings.of(layers);
        settings.secret("SOUK_PASSWORD", "the password");
        var report = new EffectiveSettings("orders", settings, layers.remarks(settings)).report();
        assertThat(report.text()).contains("SOUK_PASSWORD", "***").doesNotContain("hunter2");
    }

    @Test
    void saysWhatIsMissing() {
        var settings = Settings.of(Layers.of(Map.of(), KNOWN));
        settings.secret("SOUK_PASSWORD", "the password");
        settings.required("SOUK_NAME", "the name");
        assertThat(new EffectiveSettings("orders", settings, List.of()).report().settings())
                .contains(
                        new EffectiveSettings.Entry("SOUK_PASSWORD", "", "missing"),
                        new EffectiveSettings.Entry("SOUK_NAME", "", "missing"));
    }

    @Test
    void showsWhatIsSetWhileTheProcessRuns() {
        var settings = Settings.of(Layers.of(Map.of("SOUK_LOG_LEVEL", "warn"), DocumentedKeys.ours()));
        var live = new LiveSettings(LiveSettings.defaultsFrom(settings));
        var effective = new EffectiveSettings("orders", settings, List.of());
        effective.follow(live);
        assertThat(effective.report().settings())
                .contains(new EffectiveSettings.Entry("log.level", "warn", "environment"));
        live.take(1, Map.of("log.level", "debug", "log.level.souk.orders", "trace"));
        assertThat(effective.report().settings())
                .contains(
                        new EffectiveSettings.Entry("log.level", "debug", "live"),
                        new EffectiveSettings.Entry("log.level.souk.orders", "trace", "live"));
    }

    @Test
    void knowsTheKeysOfTheTable() {
        var keys = DocumentedKeys.in("""
                | key | default |
                | `SOUK_A`, `SOUK_B` | `SOUK_C` |
                text about `SOUK_D`
                """);
        assertThat(keys.has("SOUK_A")).isTrue();
        assertThat(keys.has("SOUK_B_FILE")).isTrue();
        assertThat(keys.has("SOUK_C")).isFalse();
        assertThat(keys.has("SOUK_D")).isFalse();
        assertThat(DocumentedKeys.ours().has("SOUK_ORDER_EXPIRY_MINUTES")).isTrue();
    }
}
