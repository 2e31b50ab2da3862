package souk.auth.account;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import souk.shared.security.Role;

/**
 * Somebody who can log in.
 *
 * @param username in lower case
 * @param email as it was given
 * @param disabled may not log in, and is told nothing
 */
public record Account(
        UUID id, String username, String email, Set<Role> roles, boolean disabled, long version, Instant createdAt) {

    public Account {
        roles = Set.copyOf(roles);
    }
}
