package souk.auth.apikey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import souk.shared.security.Permission;

/**
 * A key for a machine, without its secret.
 *
 * @param scopes what it may do, as long as its account may
 * @param lastUsedAt within about a minute; null if it never was
 * @param rotatedAt when it last got a new secret; null if it never did
 */
record ApiKey(
        UUID id,
        String name,
        List<Permission> scopes,
        Instant createdAt,
        Instant expiresAt,
        Instant lastUsedAt,
        Instant rotatedAt) {

    ApiKey {
        scopes = scopes.stream().sorted().toList();
    }
}
