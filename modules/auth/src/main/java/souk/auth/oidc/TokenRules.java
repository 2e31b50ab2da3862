package souk.auth.oidc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;

/**
 * What a token of a provider must say to be taken for what it is wanted for. Each kind is told from the others, so that
 * none passes for another. All methods throw {@link Untrusted}; the signature is checked elsewhere.
 */
record TokenRules(ProviderConfig provider, InstantSource clock) {

    /** What the clocks of two machines may differ by. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    /** How old a token may be that is delivered as soon as it is made. */
    static final Duration FRESH = Duration.ofMinutes(10);

    private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";
    private static final int LONGEST_SUBJECT = 255;

    /** OpenID Connect Core 1.0, section 3.1.3.7. */
    void idToken(ForeignToken token, String nonce) {
        everyToken(token);
        var claims = token.claims();
        Untrusted.unless(plain(token) && saysItIs(claims, "id"), "typ");
        Untrusted.unless(!claims.has("events"), "events");
        audience(claims, provider.clientId());
        var severalAudiences = claims.audience().size() > 1;
        Untrusted.unless(
                claims.optionalText("azp").map(provider.clientId()::equals).orElse(!severalAudiences), "azp");
        Untrusted.unless(fresh(claims), "iat");
        Untrusted.unless(claims.text("nonce").equals(nonce), "nonce");
        subject(claims);
    }

    /** RFC 9068; Keycloak's own mark, a claim {@code typ} of {@code Bearer}, is as good as the header's. */
    void accessToken(ForeignToken token) {
        everyToken(token);
        var claims = token.claims();
        var marked = type(token).equals("at+jwt") && saysItIs(claims, "bearer");
        var keycloaks = plain(token) && claims.has("typ") && saysItIs(claims, "bearer");
        Untrusted.unless(marked || keycloaks, "typ");
        Untrusted.unless(
                !claims.has("events") && !claims.has("nonce") && !claims.has("at_hash"), "it is no access token");
        Untrusted.unless(provider.audience().isPresent(), "no audience is configured");
        audience(claims, provider.audience().get());
        subject(claims);
    }

    /** OpenID Connect Back-Channel Logout 1.0, section 2.6. */
    void logoutToken(ForeignToken token) {
        everyToken(token);
        var claims = token.claims();
        Untrusted.unless((plain(token) || type(token).equals("logout+jwt")) && saysItIs(claims, "logout"), "typ");
        audience(claims, provider.clientId());
        Untrusted.unless(fresh(claims), "iat");
        Untrusted.unless(claims.object("events").path(LOGOUT).isObject(), "events");
        Untrusted.unless(!claims.has("nonce"), "nonce");
        claims.text("jti");
        if (claims.has("sub") || !claims.has("sid")) {
            subject(claims);
        }
    }

    private void everyToken(ForeignToken token) {
        var claims = token.claims();
        var now = clock.instant();
        token.keyId();
        Untrusted.unless(claims.text("iss").equals(provider.issuer()), "iss");
        Untrusted.unless(now.isBefore(claims.time("exp")), "exp");
        Untrusted.unless(began(claims.time("iat"), now), "iat");
        Untrusted.unless(!claims.has("nbf") || began(claims.time("nbf"), now), "nbf");
    }

    private boolean fresh(Claims claims) {
        return clock.instant().isBefore(claims.time("iat").plus(FRESH).plus(CLOCK_SKEW));
    }

    private static boolean began(Instant at, Instant now) {
        return !at.isAfter(now.plus(CLOCK_SKEW));
    }

    private static void audience(Claims claims, String wanted) {
        Untrusted.unless(claims.audience().contains(wanted), "aud");
    }

    private static void subject(Claims claims) {
        Untrusted.unless(claims.text("sub").length() <= LONGEST_SUBJECT, "sub");
    }

    /** Whether the header says no more than that it is a JWT. */
    private static boolean plain(ForeignToken token) {
        return Set.of("", "jwt").contains(type(token));
    }

    /** Media types may be written with or without {@code application/}, in any case (RFC 7515, section 4.1.9). */
    private static String type(ForeignToken token) {
        var type = token.header().optionalText("typ").orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith("application/") ? type.substring("application/".length()) : type;
    }

    /** Keycloak marks its tokens by a claim of their own; other providers have no such claim. */
    private static boolean saysItIs(Claims claims, String kind) {
        return claims.optionalText("typ").map(kind::equalsIgnoreCase).orElse(true);
    }
}
