package souk.auth.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An account as its owner sees it. */
record AccountBody(UUID id, String username, String email, List<String> roles, Instant createdAt) {

    static AccountBody of(Account account) {
        return new AccountBody(
                account.id(),
                account.username(),
                account.email(),
                account.roles().stream().sorted().toList(),
                account.createdAt());
    }
}
