package souk.shared.security;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import souk.shared.config.NodeConfig;
import souk.shared.id.UuidV7;

/** Tokens for an administrator that nobody issued, tried once at each start. */
record Forgeries(List<String> tokens) {

    private static final long LIFE_SECONDS = 600;

    /** Short, so that the start need not wait for it: all that matters is that it is not one of ours. */
    private static final int STRANGERS_BITS = 1_024;

    static Future<Forgeries> make(Vertx vertx, NodeConfig.Tokens terms, Collection<String> keyIds, Instant now) {
        return vertx.executeBlocking(Forgeries::strangersKey).map(key -> {
            var tokens = new ArrayList<String>();
            var claims = claims(terms, now);
            tokens.add(CompactJws.unsigned(Map.of("typ", CompactJws.ACCESS_TOKEN, "alg", "none"), claims));
            tokens.add(CompactJws.unsigned(Map.of("typ", "JWT", "alg", "none"), claims) + ".");
            for (var id : keyIds) {
                var header =
                        Map.<String, Object>of("typ", CompactJws.ACCESS_TOKEN, "alg", TokenKey.ALGORITHM, "kid", id);
                tokens.add(CompactJws.unsigned(header, claims));
                tokens.add(CompactJws.sign(header, claims, key));
            }
            return new Forgeries(tokens);
        });
    }

    /** Fails with {@link IllegalStateException} if one of them is accepted. */
    Future<Void> mustBeRefusedBy(Authenticator authenticator) {
        return Future.all(tokens.stream()
                        .map(token -> mustBeRefused(authenticator, token))
                        .toList())
                .mapEmpty();
    }

    private static Future<Void> mustBeRefused(Authenticator authenticator, String token) {
        return authenticator
                .authenticate(token)
                .transform(tried -> tried.failed()
                        ? Future.<Void>succeededFuture()
                        : Future.failedFuture(new IllegalStateException("A forged access token was accepted.")));
    }

    private static Map<String, Object> claims(NodeConfig.Tokens terms, Instant now) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", terms.issuer());
        claims.put("aud", terms.audience());
        claims.put("sub", UuidV7.next().toString());
        claims.put("jti", UuidV7.next().toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + LIFE_SECONDS);
        claims.put("username", "forged");
        claims.put("roles", List.of(Role.ADMIN.scope()));
        claims.put(
                "scope",
                Arrays.stream(Permission.values()).map(Permission::scope).collect(Collectors.joining(" ")));
        claims.put("sid", UuidV7.next().toString());
        claims.put("gen", 0);
        return claims;
    }

    private static PrivateKey strangersKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(STRANGERS_BITS);
        return generator.generateKeyPair().getPrivate();
    }
}
