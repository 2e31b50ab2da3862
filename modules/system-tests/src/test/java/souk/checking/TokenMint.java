package souk.checking;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import souk.local.client.Visitor;
import souk.shared.security.CompactJws;
import souk.shared.security.Role;
import souk.shared.security.TokenKey;

/** Makes access tokens as auth does. */
final class TokenMint {
    private final KeyPair pair = rsa();

    TokenKey key() {
        return TokenKey.of((RSAPublicKey) pair.getPublic());
    }

    /** Somebody new of that role. */
    Visitor visitor(String username, Role role) {
        var scope = role.permissions().stream()
                .map(permission -> permission.scope())
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
        var now = Instant.now().getEpochSecond();
        var token = CompactJws.sign(
                Map.of("typ", CompactJws.ACCESS_TOKEN, "alg", TokenKey.ALGORITHM, "kid", key().kid()),
                Map.ofEntries(
                        Map.entry("iss", "souk"),
                        Map.entry("aud", "souk"),
                        Map.entry("sub", UUID.randomUUID().toString()),
                        Map.entry("jti", UUID.randomUUID().toString()),
                        Map.entry("iat", now),
                        Map.entry("exp", now + 600),
                        Map.entry("username", username),
                        Map.entry("roles", List.of(role.scope())),
                        Map.entry("scope", scope),
                        Map.entry("sid", UUID.randomUUID().toString()),
                        Map.entry("gen", 0)),
                pair.getPrivate());
        return new Visitor(username, "", token);
    }

    private static KeyPair rsa() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(TokenKey.MIN_BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
