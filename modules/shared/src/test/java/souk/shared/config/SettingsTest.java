package souk.shared.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @Test
    void namesEverythingThatIsMissingOrWrongInOneMessage() {
        var settings = Settings.of(Map.of("PORT", "70000", "FLAG", "maybe", "CERT", "/nowhere")::get);
        settings.required("URL", "where it is");
        settings.integer("PORT", 1, 0, 65_535);
        settings.flag("FLAG", false);
        settings.file("CERT", "a certificate");
        settings.secret("PASSWORD", "the password");
        assertThatThrownBy(settings::verify)
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContainingAll("URL is missing: where it is", "PORT", "FLAG", "CERT", "PASSWORD_FILE");
    }

    @Test
    void readsASecretFromAFileAndNeverShowsIt(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("password"), "hunter2\n");
        var settings = Settings.of(Map.of("PASSWORD_FILE", file.toString())::get);
        var secret = settings.secret("PASSWORD", "the password");
        assertThat(secret.value()).isEqualTo("hunter2");
        assertThat(secret).hasToString("***");
        assertThatCode(settings::verify).doesNotThrowAnyException();
    }

    @Test
    void usesTheFallbackForWhatIsBlank() {
        var settings = Settings.of(Map.of("PORT", " ")::get);
        assertThat(settings.integer("PORT", 7, 0, 9)).isEqualTo(7);
        assertThat(settings.list("MEMBERS")).isEmpty();
    }
}
