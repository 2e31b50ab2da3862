package souk.shared.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import souk.shared.config.NodeConfig;
import souk.shared.json.WireJson;

/** Makes tokens, good ones unless told otherwise. Changing a member to null leaves it out. */
final class TokenMint {

    static final NodeConfig.Tokens TERMS = new NodeConfig.Tokens("souk", "souk");
    static final UUID CREDENTIAL = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8058");
    static final UUID SUBJECT = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");

    final KeyPair pair;
    final TokenKey key;
    final Map<String, Object> header = new LinkedHashMap<>();
    final Map<String, Object> claims = new LinkedHashMap<>();

    TokenMint(KeyPair pair, Instant now) {
        this.pair = pair;
        this.key = TokenKey.of((RSAPublicKey) pair.getPublic());
        header.put("typ", "at+jwt");
        header.put("alg", "RS256");
        header.put("kid", key.kid());
        claims.put("iss", "souk");
        claims.put("aud", "souk");
        claims.put("sub", SUBJECT.toString());
        claims.put("jti", "0123456789abcdef");
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + 600);
        claims.put("username", "ada");
        claims.put("roles", List.of("customer"));
        claims.put("scope", "read_own_orders write_own_orders");
        claims.put("sid", CREDENTIAL.toString());
        claims.put("gen", 3);
    }

    static KeyPair rsa(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    TokenMint header(String name, Object value) {
        return change(header, name, value);
    }

    TokenMint claim(String name, Object value) {
        return change(claims, name, value);
    }

    String token() {
        return CompactJws.sign(header, claims, pair.getPrivate());
    }

    String unsigned() {
        return CompactJws.unsigned(header, claims);
    }

    /** The classic confusion: the public key taken as the secret of a symmetric signature. */
    String signedWithThePublicKeyAsSecret() throws GeneralSecurityException {
        header("alg", "HS256");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(pair.getPublic().getEncoded(), "HmacSHA256"));
        var signature = mac.doFinal(unsigned().getBytes(StandardCharsets.US_ASCII));
        return unsigned() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    /** A good token whose claims were replaced after it was signed. */
    String tampered(String claim, Object value) {
        var good = token().split("\\.");
        claim(claim, value);
        var claimsPart = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(WireJson.write(claims).getBytes());
        return good[0] + "." + claimsPart + "." + good[2];
    }

    private TokenMint change(Map<String, Object> part, String name, Object value) {
        if (value == null) {
            part.remove(name);
        } else {
            part.put(name, value);
        }
        return this;
    }
}
