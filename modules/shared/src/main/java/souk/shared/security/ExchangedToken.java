package souk.shared.security;

import java.time.Instant;

/** A short-lived access token that stands in for another credential. */
public record ExchangedToken(String accessToken, Instant expiresAt) {

    @Override
    public String toString() {
        return "a token until " + expiresAt;
    }
}
