package souk.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserSettingsTest {
    private static final String KEY = "SOUK_ORDER_EXPIRY_MINUTES";

    @TempDir
    private Path folder;

    private static Map<String, String> given(Map<String, String> environment) {
        var service = new HashMap<String, String>();
        var user = new UserSettings(environment);
        user.addFileTo(service);
        user.addTo(service, KEY, "30");
        return service;
    }

    @Test
    void givesServicesWhatSuitsALaptopUnlessTheUserSaysOtherwise() {
        assertThat(given(Map.of())).containsOnly(Map.entry(KEY, "30"));
        assertThat(given(Map.of(KEY, " "))).containsEntry(KEY, "30");
        assertThat(given(Map.of(KEY, "1"))).containsOnly(Map.entry(KEY, "1"));
    }

    @Test
    void leavesToTheFileWhatIsInIt() throws IOException {
        var file = Files.writeString(folder.resolve("souk.conf"), "# x\n" + KEY + " = 5\n");
        assertThat(given(Map.of("SOUK_CONFIG_FILE", file.toString())))
                .containsOnly(
                        Map.entry("SOUK_CONFIG_FILE", file.toAbsolutePath().toString()));
        var other = Files.writeString(folder.resolve("other.conf"), "SOUK_PAYMENTS=none\n");
        assertThat(given(Map.of("SOUK_CONFIG_FILE", other.toString()))).containsEntry(KEY, "30");
    }
}
