package souk.auth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import souk.auth.keys.KeySecret;
import souk.auth.keys.KeyTerms;
import souk.auth.oidc.ProviderConfig;
import souk.auth.oidc.ProvidersFile;
import souk.auth.session.SessionTerms;
import souk.auth.throttle.LoginLimits;
import souk.shared.config.Settings;
import souk.shared.sql.DatabaseConfig;
import souk.shared.sql.DatabaseLimits;

/**
 * What the auth service is told.
 *
 * @param sellersMayRegister whether people make themselves sellers
 * @param bootstrap accounts to make when they are missing
 * @param passwordThreads how many passwords are hashed at a time
 * @param passwordPatience how long one may wait for its turn
 * @param providers identity providers whose people and tokens are let in
 */
public record AuthConfig(
        DatabaseConfig database,
        KeySecret secret,
        boolean sellersMayRegister,
        Optional<Path> bootstrap,
        Duration tokenLife,
        SessionTerms sessions,
        LoginLimits logins,
        int passwordThreads,
        Duration passwordPatience,
        KeyTerms keys,
        List<ProviderConfig> providers) {

    public static final String SERVICE = "auth";

    private static final String SECRET = "SOUK_AUTH_KEY_SECRET";
    private static final String BOOTSTRAP = "SOUK_AUTH_BOOTSTRAP_FILE";
    private static final int HALF_THE_CORES = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private static final String NONE = "";

    public AuthConfig {
        providers = List.copyOf(providers);
    }

    /** Reads {@code SOUK_DATABASE_*}, {@code SOUK_AUTH_*} and {@code SOUK_OIDC_*}; {@link Settings#verify} reports what is wrong with them. */
    public static AuthConfig from(Settings settings) {
        var secret = secret(settings);
        var tokenLife = Duration.ofMinutes(settings.integer("SOUK_AUTH_TOKEN_MINUTES", 10, 1, 60));
        return new AuthConfig(
                DatabaseConfig.from(settings, SERVICE),
                secret,
                settings.flag("SOUK_AUTH_SELF_SERVICE_SELLERS", false),
                bootstrap(settings),
                tokenLife,
                SessionTerms.from(settings, secret),
                LoginLimits.from(settings),
                settings.integer("SOUK_AUTH_PASSWORD_THREADS", HALF_THE_CORES, 1, 64),
                Duration.ofMillis(settings.integer("SOUK_AUTH_PASSWORD_PATIENCE_MS", 1_000, 10, 60_000)),
                KeyTerms.from(settings, tokenLife),
                ProvidersFile.from(settings));
    }

    /** The same with other limits for the database. */
    AuthConfig withLimits(DatabaseLimits limits) {
        return new AuthConfig(
                database.withLimits(limits),
                secret,
                sellersMayRegister,
                bootstrap,
                tokenLife,
                sessions,
                logins,
                passwordThreads,
                passwordPatience,
                keys,
                providers);
    }

    private static Optional<Path> bootstrap(Settings settings) {
        return settings.text(BOOTSTRAP, NONE).isEmpty()
                ? Optional.empty()
                : Optional.of(settings.file(BOOTSTRAP, "accounts to make when they are missing"));
    }

    private static KeySecret secret(Settings settings) {
        var standIn = new KeySecret(new byte[KeySecret.BYTES]);
        var configured = settings.secret(SECRET, "base64 of 32 random bytes that encrypt the signing keys");
        if (configured.value().isEmpty()) {
            return standIn;
        }
        try {
            return new KeySecret(Base64.getDecoder().decode(configured.value()));
        } catch (IllegalArgumentException unusable) {
            return settings.problem(SECRET + " must be base64 of at least " + KeySecret.BYTES + " bytes", standIn);
        }
    }
}
