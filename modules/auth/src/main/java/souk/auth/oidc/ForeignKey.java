package souk.auth.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * A key that a provider signs with. The key says which algorithm it is for, so a token cannot choose.
 *
 * @param algorithm RS256, PS256 or ES256
 */
record ForeignKey(String kid, String algorithm, PublicKey key) {

    private static final int MIN_RSA_BITS = 2_048;
    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC);

    /** Empty for keys that are not for signatures, or for none that we verify. */
    static Optional<ForeignKey> of(JsonNode jwk) {
        var kid = jwk.path("kid").asText("");
        var use = jwk.path("use").asText("sig");
        if (kid.isBlank() || !use.equals("sig")) {
            return Optional.empty();
        }
        try {
            return switch (jwk.path("kty").asText()) {
                case "RSA" -> rsa(kid, jwk);
                case "EC" -> ec(kid, jwk);
                default -> Optional.empty();
            };
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    /** Whether this key made the token's signature, with the one algorithm that the key is for. */
    boolean signed(ForeignToken token) {
        if (!token.algorithm().equals(algorithm)) {
            return false;
        }
        try {
            var signature = verifier();
            signature.initVerify(key);
            signature.update(token.signed());
            return signature.verify(token.signature());
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    private Signature verifier() throws GeneralSecurityException {
        return switch (algorithm) {
            case "RS256" -> Signature.getInstance("SHA256withRSA");
            case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
            default -> {
                var signature = Signature.getInstance("RSASSA-PSS");
                signature.setParameter(PSS);
                yield signature;
            }
        };
    }

    private static Optional<ForeignKey> rsa(String kid, JsonNode jwk) throws GeneralSecurityException {
        var algorithm = jwk.path("alg").asText("RS256");
        if (!algorithm.equals("RS256") && !algorithm.equals("PS256")) {
            return Optional.empty();
        }
        var spec = new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e"));
        var key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec);
        return Optional.of(new ForeignKey(kid, algorithm, key))
                .filter(usable -> key.getModulus().bitLength() >= MIN_RSA_BITS);
    }

    private static Optional<ForeignKey> ec(String kid, JsonNode jwk) throws GeneralSecurityException {
        if (!jwk.path("crv").asText().equals("P-256")
                || !jwk.path("alg").asText("ES256").equals("ES256")) {
            return Optional.empty();
        }
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        var curve = parameters.getParameterSpec(ECParameterSpec.class);
        var spec = new ECPublicKeySpec(new ECPoint(number(jwk, "x"), number(jwk, "y")), curve);
        return Optional.of(
                new ForeignKey(kid, "ES256", KeyFactory.getInstance("EC").generatePublic(spec)));
    }

    private static BigInteger number(JsonNode jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.path(name).asText("")));
    }
}
