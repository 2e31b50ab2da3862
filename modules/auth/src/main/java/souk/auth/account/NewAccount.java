package souk.auth.account;

import java.util.Set;
import java.util.UUID;
import souk.shared.id.UuidV7;

/** An account about to be made, all of it valid. */
record NewAccount(UUID id, String username, String email, Set<String> roles) {

    NewAccount {
        roles = Set.copyOf(roles);
    }

    static NewAccount of(String username, String email, Set<String> roles) {
        return new NewAccount(UuidV7.next(), username, email, roles);
    }
}
