package souk.auth.keys;

import java.time.Instant;

/**
 * A signing key as administrators see it.
 *
 * @param since when it came into that state
 * @param signsFrom when it begins or began to sign
 */
record KeyStatus(String kid, KeyState state, Instant since, Instant signsFrom) {}
