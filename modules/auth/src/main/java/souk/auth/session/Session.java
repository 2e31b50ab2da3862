package souk.auth.session;

import java.time.Instant;
import java.util.UUID;

/**
 * A session as its owner sees it.
 *
 * @param current whether the request that asks belongs to it
 * @param expiresAt when it ends unless it is used before
 * @param clientAddress of the last log-in or refresh
 * @param userAgent null if there was none
 * @param provider the identity provider that vouched for the owner, or null if it was a password
 */
public record Session(
        UUID id,
        boolean current,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        String clientAddress,
        String userAgent,
        String provider) {}
