package souk.auth.account;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import souk.shared.security.Permission;

/**
 * Somebody who can log in.
 *
 * @param username in lower case
 * @param email as it was given; null for an account without one
 * @param displayName null if there is none
 * @param roles names of built-in and own roles
 * @param permissions all that the roles give
 * @param generation access tokens of an earlier one are worth nothing
 * @param disabled may not log in, and is told nothing
 */
public record Account(
        UUID id,
        String username,
        String email,
        String displayName,
        Set<String> roles,
        Set<Permission> permissions,
        int generation,
        boolean disabled,
        long version,
        Instant createdAt) {

    public Account {
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
    }
}
