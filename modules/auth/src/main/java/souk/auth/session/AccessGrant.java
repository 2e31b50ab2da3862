package souk.auth.session;

import java.time.Duration;

/**
 * What a successful log-in answers.
 *
 * @param expiresIn seconds
 */
record AccessGrant(String accessToken, String tokenType, long expiresIn) {

    static AccessGrant bearer(String token, Duration life) {
        return new AccessGrant(token, "Bearer", life.toSeconds());
    }

    @Override
    public String toString() {
        return tokenType + " for " + expiresIn + " s";
    }
}
