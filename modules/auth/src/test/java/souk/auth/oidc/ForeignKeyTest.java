package souk.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.json.StrictJson;

/** Which keys verify what. */
class ForeignKeyTest {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final KeyPair EC = ec("secp256r1");

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256"})
    void verifiesWithTheAlgorithmOfTheKey(String algorithm) throws GeneralSecurityException {
        var key = key(jwk(algorithm)).orElseThrow();

        assertThat(key.signed(token(algorithm, algorithm))).isTrue();
        assertThat(key.signed(tampered(token(algorithm, algorithm)))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "HS256", "none", "RS512"})
    void letsNoTokenChooseAnother(String claimed) throws GeneralSecurityException {
        for (var algorithm : new String[] {"RS256", "PS256", "ES256"}) {
            if (!algorithm.equals(claimed)) {
                var key = key(jwk(algorithm)).orElseThrow();
                assertThat(key.signed(token(claimed, algorithm))).as(algorithm).isFalse();
            }
        }
    }

    @Test
    void takesAnRsaKeyThatNamesNoAlgorithmForRs256() {
        var jwk = jwk("RS256");
        jwk.remove("alg");
        jwk.remove("use");

        assertThat(key(jwk)).map(ForeignKey::algorithm).contains("RS256");
    }

    @Test
    void refusesAnEllipticSignatureOfNothing() {
        var key = key(jwk("ES256")).orElseThrow();
        var parsed = parsed("ES256", new byte[64]);

        assertThat(key.signed(parsed)).isFalse();
        assertThat(key.signed(parsed("ES256", new byte[0]))).isFalse();
    }

    @Test
    void leavesOutWhatIsNoKeyForSignatures() {
        assertThat(key(jwk("RS256").put("use", "enc"))).isEmpty();
        assertThat(key(jwk("RS256").put("alg", "RSA-OAEP"))).isEmpty();
        assertThat(key(jwk("RS256").put("alg", "RS512"))).isEmpty();
        assertThat(key(jwk("RS256").put("kid", ""))).isEmpty();
        assertThat(key(jwk("RS256").put("n", "AQAB"))).isEmpty();
        assertThat(key(jwk("RS256").put("n", "!"))).isEmpty();
        assertThat(key(jwk("ES256").put("crv", "P-384"))).isEmpty();
        assertThat(key(jwk("ES256").put("alg", "ES384"))).isEmpty();
        assertThat(key(new JsonObject().put("kty", "oct").put("kid", "k").put("k", "AQAB")))
                .isEmpty();
        assertThat(key(new JsonObject())).isEmpty();
    }

    private static Optional<ForeignKey> key(JsonObject jwk) {
        return ForeignKey.of(StrictJson.parse(jwk.encode()));
    }

    private static JsonObject jwk(String algorithm) {
        var jwk = new JsonObject().put("kid", "k").put("use", "sig").put("alg", algorithm);
        if (algorithm.equals("ES256")) {
            var point = ((ECPublicKey) EC.getPublic()).getW();
            return jwk.put("kty", "EC")
                    .put("crv", "P-256")
                    .put("x", base64(point.getAffineX()))
                    .put("y", base64(point.getAffineY()));
        }
        var rsa = (RSAPublicKey) StubIdp.KEY.getPublic();
        return jwk.put("kty", "RSA").put("n", base64(rsa.getModulus())).put("e", base64(rsa.getPublicExponent()));
    }

    /** @param claimed what the header says @param used what it is signed with */
    private static ForeignToken token(String claimed, String used) throws GeneralSecurityException {
        var signer = switch (used) {
            case "RS256" -> Signature.getInstance("SHA256withRSA");
            case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
            default -> Signature.getInstance("RSASSA-PSS");
        };
        if (used.equals("PS256")) {
            signer.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
        signer.initSign(used.equals("ES256") ? EC.getPrivate() : StubIdp.KEY.getPrivate());
        signer.update(content(claimed).getBytes(StandardCharsets.US_ASCII));
        return parsed(claimed, signer.sign());
    }

    private static ForeignToken parsed(String algorithm, byte[] signature) {
        var encoded = signature.length == 0 ? "AA" : BASE64.encodeToString(signature);
        return ForeignToken.parse(content(algorithm) + "." + encoded);
    }

    private static ForeignToken tampered(ForeignToken token) {
        var content = Arrays.copyOf(token.signed(), token.signed().length);
        content[content.length - 1] ^= 1;
        return new ForeignToken(token.header(), token.claims(), content, token.signature());
    }

    private static String content(String algorithm) {
        var header = new JsonObject().put("alg", algorithm).put("kid", "k");
        return BASE64.encodeToString(header.encode().getBytes(StandardCharsets.UTF_8)) + "."
                + BASE64.encodeToString("{}".getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(BigInteger number) {
        return BASE64.encodeToString(number.toByteArray());
    }

    private static KeyPair ec(String curve) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
