package souk.auth.apikey;

import java.time.Instant;
import java.util.Set;
import souk.shared.security.Permission;

/** A key about to be made, all of it valid. */
record NewApiKey(String name, Set<Permission> scopes, Instant expiresAt) {

    NewApiKey {
        scopes = Set.copyOf(scopes);
    }
}
