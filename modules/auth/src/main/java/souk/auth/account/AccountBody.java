package souk.auth.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An account as its owner sees it. */
public record AccountBody(
        UUID id, String username, String email, String displayName, List<String> roles, Instant createdAt) {

    public static AccountBody of(Account account) {
        return new AccountBody(
                account.id(),
                account.username(),
                account.email(),
                account.displayName(),
                account.roles().stream().sorted().toList(),
                account.createdAt());
    }
}
