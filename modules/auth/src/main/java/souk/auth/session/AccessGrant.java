package souk.auth.session;

import java.time.Duration;

/**
 * What a successful log-in answers, and each refresh.
 *
 * @param expiresIn seconds
 * @param refreshToken good for one use
 * @param refreshExpiresIn seconds
 */
public record AccessGrant(
        String accessToken, String tokenType, long expiresIn, String refreshToken, long refreshExpiresIn) {

    static AccessGrant bearer(String accessToken, Duration life, RefreshToken refreshToken, long refreshSeconds) {
        return new AccessGrant(accessToken, "Bearer", life.toSeconds(), refreshToken.value(), refreshSeconds);
    }

    @Override
    public String toString() {
        return tokenType + " for " + expiresIn + " s";
    }
}
