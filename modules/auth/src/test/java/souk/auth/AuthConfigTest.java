package souk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.auth.keys.KeyTerms;
import souk.auth.throttle.LoginLimits;
import souk.shared.config.InvalidConfiguration;
import souk.shared.config.Settings;

class AuthConfigTest {

    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void hasDefaultsForAllButDatabaseAndSecret() {
        var config = read(Map.of());

        assertThat(config.sellersMayRegister()).isFalse();
        assertThat(config.bootstrap()).isEmpty();
        assertThat(config.tokenLife()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.database().service()).isEqualTo("auth");
        assertThat(config.sessions().life()).isEqualTo(Duration.ofDays(30));
        assertThat(config.sessions().idle()).isEqualTo(Duration.ofDays(7));
        assertThat(config.keys())
                .isEqualTo(new KeyTerms(Duration.ofDays(90), Duration.ofMinutes(15), Duration.ofMinutes(11)));
        assertThat(config.logins()).isEqualTo(new LoginLimits(5, 20, Duration.ofMinutes(15)));
        assertThat(config.passwordThreads())
                .isEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    @Test
    void readsEveryKey(@TempDir Path directory) throws Exception {
        var file = Files.writeString(directory.resolve("accounts.json"), "[]");

        var config = read(Map.of(
                "SOUK_AUTH_SELF_SERVICE_SELLERS", "true",
                "SOUK_AUTH_BOOTSTRAP_FILE", file.toString(),
                "SOUK_AUTH_TOKEN_MINUTES", "5",
                "SOUK_AUTH_SESSION_DAYS", "14",
                "SOUK_AUTH_SESSION_IDLE_HOURS", "24",
                "SOUK_AUTH_LOGIN_FAILURES_PER_NAME", "3",
                "SOUK_AUTH_LOGIN_FAILURES_PER_ADDRESS", "100",
                "SOUK_AUTH_LOGIN_WINDOW_MINUTES", "60",
                "SOUK_AUTH_PASSWORD_THREADS", "7"));
        var rotation = read(Map.of("SOUK_AUTH_KEY_ROTATION_DAYS", "30", "SOUK_AUTH_KEY_LEAD_SECONDS", "300"));

        assertThat(rotation.keys())
                .isEqualTo(new KeyTerms(Duration.ofDays(30), Duration.ofSeconds(300), Duration.ofMinutes(11)));

        assertThat(config.sessions().life()).isEqualTo(Duration.ofDays(14));
        assertThat(config.sessions().idle()).isEqualTo(Duration.ofHours(24));
        assertThat(config.logins()).isEqualTo(new LoginLimits(3, 100, Duration.ofHours(1)));
        assertThat(config.passwordThreads()).isEqualTo(7);

        assertThat(config.sellersMayRegister()).isTrue();
        assertThat(config.bootstrap()).contains(file);
        assertThat(config.tokenLife()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.toString()).doesNotContain(SECRET).contains("***");
    }

    @Test
    void namesAllThatIsMissing() {
        var settings = Settings.of(key -> null);
        AuthConfig.from(settings);

        assertThatThrownBy(settings::verify)
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContainingAll(
                        "SOUK_DATABASE_URL",
                        "SOUK_DATABASE_USER",
                        "SOUK_DATABASE_PASSWORD",
                        "SOUK_DATABASE_OWNER",
                        "SOUK_DATABASE_OWNER_PASSWORD",
                        "SOUK_AUTH_KEY_SECRET");
    }

    @Test
    void namesAllThatIsWrong() {
        assertThatThrownBy(() -> read(Map.of(
                        "SOUK_AUTH_KEY_SECRET", "dG9vIHNob3J0",
                        "SOUK_AUTH_SELF_SERVICE_SELLERS", "yes",
                        "SOUK_AUTH_BOOTSTRAP_FILE", "no-such-file.json",
                        "SOUK_AUTH_TOKEN_MINUTES", "0")))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContainingAll(
                        "SOUK_AUTH_KEY_SECRET must be base64 of at least 32 bytes",
                        "SOUK_AUTH_SELF_SERVICE_SELLERS must be true or false",
                        "SOUK_AUTH_BOOTSTRAP_FILE names no readable file",
                        "SOUK_AUTH_TOKEN_MINUTES must be from 1 to 60");
    }

    private static AuthConfig read(Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "SOUK_DATABASE_URL", "postgresql://127.0.0.1:5432/auth",
                "SOUK_DATABASE_USER", "auth_app",
                "SOUK_DATABASE_PASSWORD", "app-secret",
                "SOUK_DATABASE_OWNER", "auth_owner",
                "SOUK_DATABASE_OWNER_PASSWORD", "owner-secret",
                "SOUK_AUTH_KEY_SECRET", SECRET));
        environment.putAll(more);
        var settings = Settings.of(environment::get);
        var config = AuthConfig.from(settings);
        settings.verify();
        return config;
    }
}
