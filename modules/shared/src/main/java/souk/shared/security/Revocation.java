package souk.shared.security;

import java.time.Instant;
import java.util.UUID;

/**
 * Access tokens that are worth nothing before they expire: all of one credential, or those of an account that were
 * issued before something about it changed.
 *
 * @param credential a session or API key; null if an account is meant
 * @param account null if a credential is meant
 * @param minGeneration tokens of the account with a lower one are revoked
 * @param expiresAt when the last such token has expired by itself
 */
public record Revocation(UUID credential, UUID account, int minGeneration, Instant expiresAt) {}
