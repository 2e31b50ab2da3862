package souk.shared.security;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * On whose behalf something is done, and what it may do.
 *
 * @param id the account, or the nil UUID for nobody
 * @param username as it was when the token was made; for display, never for a decision
 * @param roles names of roles, those of the installation among them; for display, never for a decision
 * @param permissions all that the roles or the API key give
 * @param credential the session or API key that stands behind it, or the nil UUID for none; ending that ends this
 */
public record Caller(UUID id, String username, Set<String> roles, Set<Permission> permissions, UUID credential) {

    private static final UUID NIL = new UUID(0, 0);

    public static final Caller ANONYMOUS = new Caller(NIL, "", Set.of(), Set.of(), NIL);

    /** Members that an older node left out, and permissions that only a newer one knows, grant nothing. */
    public Caller {
        roles = roles == null ? Set.of() : Set.copyOf(roles);
        permissions = permissions == null ? Set.of() : known(permissions);
        credential = credential == null ? NIL : credential;
    }

    /** Somebody with built-in roles and no session. */
    public static Caller of(UUID id, String username, Role... roles) {
        var permissions = EnumSet.noneOf(Permission.class);
        Arrays.stream(roles).map(Role::permissions).forEach(permissions::addAll);
        var names = Arrays.stream(roles).map(Role::scope).collect(Collectors.toUnmodifiableSet());
        return new Caller(id, username, names, permissions, NIL);
    }

    @JsonIgnore
    public boolean isAnonymous() {
        return id.equals(NIL);
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    private static Set<Permission> known(Collection<Permission> permissions) {
        var known = EnumSet.noneOf(Permission.class);
        permissions.stream().filter(Objects::nonNull).forEach(known::add);
        return Collections.unmodifiableSet(known);
    }
}
