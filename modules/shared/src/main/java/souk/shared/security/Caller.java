package souk.shared.security;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Set;
import java.util.UUID;

/**
 * On whose behalf something is done.
 *
 * @param id the account, or the nil UUID for nobody
 * @param username as it was when the token was made; for display, never for a decision
 */
public record Caller(UUID id, String username, Set<Role> roles) {

    public static final Caller ANONYMOUS = new Caller(new UUID(0, 0), "", Set.of());

    public Caller {
        roles = Set.copyOf(roles);
    }

    @JsonIgnore
    public boolean isAnonymous() {
        return id.equals(ANONYMOUS.id);
    }

    public boolean may(Permission permission) {
        return roles.stream().anyMatch(role -> role.grants(permission));
    }
}
