package souk.auth.session;

import java.time.Duration;
import souk.auth.keys.KeySecret;
import souk.shared.config.Settings;

/**
 * How long sessions last.
 *
 * @param life at most, however busy it is
 * @param idle without a refresh
 * @param secret that refresh tokens are derived with, each from the one before
 */
public record SessionTerms(Duration life, Duration idle, KeySecret secret) {

    public static SessionTerms from(Settings settings, KeySecret secret) {
        return new SessionTerms(
                Duration.ofDays(settings.integer("SOUK_AUTH_SESSION_DAYS", 30, 1, 365)),
                Duration.ofHours(settings.integer("SOUK_AUTH_SESSION_IDLE_HOURS", 7 * 24, 2, 365 * 24)),
                secret);
    }

    int lifeSeconds() {
        return Math.toIntExact(life.toSeconds());
    }

    int idleSeconds() {
        return Math.toIntExact(idle.toSeconds());
    }
}
