package souk.auth.oidc;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Somebody at a provider, from a token that has been verified.
 *
 * @param sid the session there, if the provider names it
 * @param roles our names of the roles there; none where roles are given here
 * @param username what may serve as one here, 3 to 30 characters
 * @param email checked by the provider
 * @param asOf when the token was issued
 */
record ForeignPerson(
        String issuer,
        String subject,
        Optional<String> sid,
        Optional<Set<String>> roles,
        String username,
        Optional<String> email,
        Instant asOf) {

    private static final String EMAIL = "[!#-?A-~]{1,64}@[A-Za-z0-9.-]{1,180}";
    private static final int LONGEST_NAME = 30;

    static ForeignPerson of(Claims claims, ProviderConfig provider) {
        return new ForeignPerson(
                provider.issuer(),
                claims.text("sub"),
                claims.optionalText("sid"),
                provider.rolesClaim().map(path -> provider.rolesFor(claims.textsAt(path))),
                username(claims.optionalText("preferred_username").orElse("")),
                claims.isTrue("email_verified")
                        ? claims.optionalText("email").filter(email -> email.matches(EMAIL))
                        : Optional.empty(),
                claims.time("iat"));
    }

    /**
     * What ends with the session there: the same for all its tokens. Without a session each token stands for itself.
     *
     * @param token as it came
     */
    UUID credential(String token) {
        return sid.map(session -> credential(issuer, session)).orElseGet(() -> uuid("token", issuer, token));
    }

    static UUID credential(String issuer, String sid) {
        return uuid("sid", issuer, sid);
    }

    /** From a hash (UUID version 8); the lengths keep the parts apart. */
    private static UUID uuid(String kind, String issuer, String name) {
        var hash = ByteBuffer.wrap(LoginAttempt.sha256(kind + ":" + issuer.length() + ":" + issuer + ":" + name));
        return new UUID(
                hash.getLong() & 0xffff_ffff_ffff_0fffL | 0x8000L,
                hash.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L);
    }

    private static String username(String preferred) {
        var name = preferred.replaceFirst("@.*", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
        var usable = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        return usable.length() < 3 ? "somebody" : usable;
    }

    @Override
    public String toString() {
        return subject + " at " + issuer;
    }
}
