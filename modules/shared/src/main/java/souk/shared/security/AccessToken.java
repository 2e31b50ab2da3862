package souk.shared.security;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import souk.shared.config.NodeConfig;
import souk.shared.id.UuidV7;
import souk.shared.json.StrictJson;

/**
 * What a token says, read strictly and not yet believed.
 *
 * @param keyId names the key that must have signed it
 * @param expires from then on it is worth nothing
 */
record AccessToken(String keyId, Caller caller, Instant expires) {

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
        return new AccessToken(text(header, "kid"), caller(claims), expires);
    }

    private static Caller caller(JsonNode claims) {
        var id = UuidV7.parse(text(claims, "sub")).orElseThrow(() -> new IllegalArgumentException("sub"));
        demand(!id.equals(Caller.ANONYMOUS.id()), "sub");
        demand(claims.path("roles").isArray(), "roles");
        var roles = EnumSet.noneOf(Role.class);
        for (var role : claims.path("roles")) {
            demand(role.isTextual(), "roles");
            Role.named(role.textValue()).ifPresent(roles::add);
        }
        return new Caller(id, text(claims, "username"), roles);
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
