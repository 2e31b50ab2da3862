package souk.shared.security;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import souk.shared.config.NodeConfig;
import souk.shared.id.UuidV7;
import souk.shared.json.StrictJson;

/**
 * What a token says, read strictly and not yet believed.
 *
 * @param keyId names the key that must have signed it
 * @param generation of the account when the token was issued
 * @param expires from then on it is worth nothing
 */
record AccessToken(String keyId, Caller caller, int generation, Instant expires) {

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final Set<String> HEADER = Set.of("typ", "alg", "kid");

    /** Throws some {@link RuntimeException} that says why the token is not acceptable, whoever signed it. */
    static AccessToken read(String token, NodeConfig.Tokens terms, Instant now) {
        demand(COMPACT.matcher(token).matches(), "it is not a compact JWS");
        var parts = token.split("\\.");
        var header = json(parts[0]);
        demand(text(header, "typ").equals(CompactJws.ACCESS_TOKEN), "typ");
        demand(text(header, "alg").equals(TokenKey.ALGORITHM), "alg");
        header.fieldNames().forEachRemaining(name -> demand(HEADER.contains(name), "header " + name));
        var claims = json(parts[1]);
        demand(text(claims, "iss").equals(terms.issuer()), "iss");
        demand(isFor(claims.path("aud"), terms.audience()), "aud");
        text(claims, "jti");
        var expires = time(claims, "exp");
        demand(now.isBefore(expires), "exp");
        demand(!time(claims, "iat").isAfter(now.plus(CLOCK_SKEW)), "iat");
        demand(!claims.has("nbf") || !time(claims, "nbf").isAfter(now.plus(CLOCK_SKEW)), "nbf");
        return new AccessToken(text(header, "kid"), caller(claims), generation(claims), expires);
    }

    /** Whether it claims to be a token of somebody else, who may vouch for it; nothing of it is believed. */
    static boolean isOfAnotherIssuer(String token, String ownIssuer) {
        if (token.length() > TokenVerifier.LONGEST || !COMPACT.matcher(token).matches()) {
            return false;
        }
        try {
            var issuer = json(token.split("\\.")[1]).path("iss");
            return issuer.isTextual() && !issuer.textValue().equals(ownIssuer);
        } catch (RuntimeException unreadable) {
            return false;
        }
    }

    private static Caller caller(JsonNode claims) {
        var id = UuidV7.parse(text(claims, "sub")).orElseThrow(() -> new IllegalArgumentException("sub"));
        demand(!id.equals(Caller.ANONYMOUS.id()), "sub");
        demand(claims.path("roles").isArray(), "roles");
        var roles = new HashSet<String>();
        for (var role : claims.path("roles")) {
            demand(role.isTextual(), "roles");
            roles.add(role.textValue());
        }
        var credential = UuidV7.parse(text(claims, "sid")).orElseThrow(() -> new IllegalArgumentException("sid"));
        return new Caller(id, text(claims, "username"), roles, permissions(claims), credential);
    }

    private static Set<Permission> permissions(JsonNode claims) {
        demand(claims.path("scope").isTextual(), "scope");
        var permissions = EnumSet.noneOf(Permission.class);
        for (var scope : claims.path("scope").textValue().split(" ")) {
            Permission.named(scope).ifPresent(permissions::add);
        }
        return permissions;
    }

    private static int generation(JsonNode claims) {
        var generation = claims.path("gen");
        demand(generation.isIntegralNumber() && generation.canConvertToInt() && generation.intValue() >= 0, "gen");
        return generation.intValue();
    }

    private static boolean isFor(JsonNode audience, String wanted) {
        if (audience.isArray()) {
            for (var one : audience) {
                if (one.isTextual() && one.textValue().equals(wanted)) {
                    return true;
                }
            }
        }
        return audience.isTextual() && audience.textValue().equals(wanted);
    }

    private static JsonNode json(String part) {
        var json = StrictJson.parse(Buffer.buffer(Base64.getUrlDecoder().decode(part)));
        demand(json.isObject(), "it is not made of objects");
        return json;
    }

    private static String text(JsonNode json, String name) {
        var value = json.path(name);
        demand(value.isTextual() && !value.textValue().isBlank(), name);
        return value.textValue();
    }

    private static Instant time(JsonNode json, String name) {
        var value = json.path(name);
        demand(value.isIntegralNumber() && value.canConvertToLong(), name);
        return Instant.ofEpochSecond(value.longValue());
    }

    private static void demand(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
