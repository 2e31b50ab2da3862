package souk.auth.keys;

import java.time.Duration;
import souk.shared.config.Settings;

/**
 * When signing keys come and go.
 *
 * @param rotateAfter the age at which a key gets a successor
 * @param lead how long a successor is published before it signs
 * @param kept how long a key is published after its successor has begun to sign
 */
public record KeyTerms(Duration rotateAfter, Duration lead, Duration kept) {

    /** Tokens for API keys and of identity providers live no longer than this. */
    private static final Duration OTHER_TOKENS = Duration.ofMinutes(10);

    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** @param tokenLife of access tokens */
    public static KeyTerms from(Settings settings, Duration tokenLife) {
        var longest = tokenLife.compareTo(OTHER_TOKENS) > 0 ? tokenLife : OTHER_TOKENS;
        return new KeyTerms(
                Duration.ofDays(settings.integer("SOUK_AUTH_KEY_ROTATION_DAYS", 90, 1, 3_650)),
                Duration.ofSeconds(settings.integer("SOUK_AUTH_KEY_LEAD_SECONDS", 900, 120, 86_400)),
                longest.plus(MARGIN));
    }
}
