package souk.products;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import souk.shared.security.CompactJws;
import souk.shared.security.TokenKey;

/** Makes access tokens of sellers as auth does. */
final class TokenMint {

    private final KeyPair pair = rsa();

    TokenKey key() {
        return TokenKey.of((RSAPublicKey) pair.getPublic());
    }

    /** Of somebody who calls herself Ada. */
    String token(UUID account, UUID credential) {
        return token(account, credential, "write_own_products");
    }

    /** @param scope what the token lets its owner do */
    String token(UUID account, UUID credential, String scope) {
        var now = Instant.now().getEpochSecond();
        return CompactJws.sign(
                Map.of("typ", CompactJws.ACCESS_TOKEN, "alg", TokenKey.ALGORITHM, "kid", key().kid()),
                Map.ofEntries(
                        Map.entry("iss", "souk"),
                        Map.entry("aud", "souk"),
                        Map.entry("sub", account.toString()),
                        Map.entry("jti", UUID.randomUUID().toString()),
                        Map.entry("iat", now),
                        Map.entry("exp", now + 600),
                        Map.entry("username", "ada"),
                        Map.entry("roles", List.of("seller")),
                        Map.entry("scope", scope),
                        Map.entry("sid", credential.toString()),
                        Map.entry("gen", 0)),
                pair.getPrivate());
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
