package souk.shared.contract;

import java.time.Instant;

/** Which tokens were revoked since then? */
public record AskRevocations(Instant since) {}
