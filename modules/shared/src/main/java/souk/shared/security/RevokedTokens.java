package souk.shared.security;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What was revoked since some instant, or a part of it.
 *
 * @param asOf by the clock of the database that keeps them: what to ask from next time, if this is the first part
 * @param next what to ask for the part after this one, or null at the end
 */
public record RevokedTokens(Instant asOf, List<Revocation> revocations, UUID next) {

    public RevokedTokens {
        revocations = List.copyOf(revocations);
    }
}
