package souk.shared.contract;

import java.time.Instant;
import java.util.UUID;

/**
 * Which tokens were revoked since then?
 *
 * @param after the end of the part of the answer before, or null for the first
 */
public record AskRevocations(Instant since, UUID after) {}
