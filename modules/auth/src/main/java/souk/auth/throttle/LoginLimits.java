package souk.auth.throttle;

import java.time.Duration;
import souk.shared.config.Settings;

/**
 * How many wrong passwords are let through.
 *
 * @param perName within the window, for a user name or e-mail address, whether there is such an account or not
 * @param perAddress within the window, from one client address
 */
public record LoginLimits(int perName, int perAddress, Duration window) {

    public static LoginLimits from(Settings settings) {
        return new LoginLimits(
                settings.integer("SOUK_AUTH_LOGIN_FAILURES_PER_NAME", 5, 1, 1_000_000),
                settings.integer("SOUK_AUTH_LOGIN_FAILURES_PER_ADDRESS", 20, 1, 1_000_000),
                Duration.ofMinutes(settings.integer("SOUK_AUTH_LOGIN_WINDOW_MINUTES", 15, 1, 24 * 60)));
    }

    int windowSeconds() {
        return Math.toIntExact(window.toSeconds());
    }
}
