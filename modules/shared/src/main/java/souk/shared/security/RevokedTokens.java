package souk.shared.security;

import java.time.Instant;
import java.util.List;

/**
 * What was revoked since some instant.
 *
 * @param asOf by the clock of the database that keeps them: what to ask from next time
 */
public record RevokedTokens(Instant asOf, List<Revocation> revocations) {

    public RevokedTokens {
        revocations = List.copyOf(revocations);
    }
}
