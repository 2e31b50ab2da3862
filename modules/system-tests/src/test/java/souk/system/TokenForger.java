package souk.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What an attacker makes of a genuine token, the public keys and a key of their own. */
final class TokenForger {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String genuine;
    private final ObjectNode header;
    private final ObjectNode claims;
    private final JsonNode published;
    private final KeyPair own;

    /** @param keySet what {@code /.well-known/jwks.json} answers */
    TokenForger(String genuine, JsonNode keySet) {
        this.genuine = genuine;
        this.header = part(genuine, 0);
        this.claims = part(genuine, 1);
        this.published = keySet.path("keys").path(0);
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            own = generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Each by its name. Every one of them claims all permissions, or differs from the genuine token otherwise. */
    Map<String, String> forgeries(String refreshToken) {
        var forged = new LinkedHashMap<String, String>();
        forged.put("none", unsigned(header("alg", "none")) + ".");
        forged.put("None", unsigned(header("alg", "None")) + ".");
        forged.put("none, with the genuine signature", unsigned(header("alg", "none")) + "." + signature());
        forged.put("no signature", unsigned(header) + ".");
        forged.put("two parts", unsigned(header));
        forged.put("HS256 with the public key as secret", hmac(header("alg", "HS256")));
        forged.put("RS512", signed(header("alg", "RS512"), admin()));
        forged.put("ES256", signed(header("alg", "ES256"), admin()));
        forged.put("unknown kid", signed(header("kid", "unknown"), admin()));
        forged.put("kid is a path", signed(header("kid", "../../../../dev/null"), admin()));
        forged.put("kid is SQL", signed(header("kid", "' OR '1'='1"), admin()));
        forged.put("our kid, own key", signed(header, admin()));
        forged.put("jwk", signed(with(own -> own.set("jwk", ownJwk())), admin()));
        forged.put("jku", signed(header("jku", "http://127.0.0.1:9/keys"), admin()));
        forged.put("x5u", signed(header("x5u", "http://127.0.0.1:9/cert"), admin()));
        forged.put("crit", signed(with(own -> own.putArray("crit").add("exp")), admin()));
        forged.put("typ JWT", signed(header("typ", "JWT"), admin()));
        forged.put("tampered claims", encoded(header) + "." + encoded(admin()) + "." + signature());
        forged.put(
                "tampered header", encoded(header("typ", "JWT")) + "." + genuine.split("\\.")[1] + "." + signature());
        forged.put("signature cut", genuine.substring(0, genuine.length() - 8));
        forged.put("signature changed", genuine.substring(0, genuine.length() - 8) + "AAAAAAAA");
        forged.put("more behind it", genuine + ".AAAA");
        forged.put("expired", signed(header, claim("exp", 1)));
        forged.put("not yet valid", signed(header, claim("nbf", 4_000_000_000L)));
        forged.put("foreign issuer", signed(header, claims(own -> own.put("iss", "https://id.example.org"))));
        forged.put("foreign audience", signed(header, claims(own -> own.put("aud", "elsewhere"))));
        forged.put("refresh token", refreshToken);
        forged.put("oversized", signed(header, claims(own -> own.put("padding", "x".repeat(5_000)))));
        forged.put("not base64", "?.?.?");
        forged.put("not JSON", "AAAA.AAAA.AAAA");
        forged.put("empty parts", "..");
        return forged;
    }

    private ObjectNode admin() {
        return claims(own -> own.put("scope", "read_users write_users read_orders write_products")
                .putArray("roles")
                .add("admin"));
    }

    private ObjectNode claim(String name, long value) {
        return claims(own -> own.put(name, value));
    }

    private ObjectNode claims(Consumer<ObjectNode> change) {
        var changed = claims.deepCopy();
        change.accept(changed);
        return changed;
    }

    private ObjectNode header(String name, String value) {
        return with(own -> own.put(name, value));
    }

    private ObjectNode with(Consumer<ObjectNode> change) {
        var changed = header.deepCopy();
        change.accept(changed);
        return changed;
    }

    private ObjectNode ownJwk() {
        var key = (java.security.interfaces.RSAPublicKey) own.getPublic();
        return JSON.createObjectNode()
                .put("kty", "RSA")
                .put("n", base64(key.getModulus().toByteArray()))
                .put("e", base64(key.getPublicExponent().toByteArray()));
    }

    private String unsigned(ObjectNode header) {
        return encoded(header) + "." + encoded(admin());
    }

    private String signed(ObjectNode header, ObjectNode claims) {
        var content = encoded(header) + "." + encoded(claims);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(own.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String hmac(ObjectNode header) {
        var content = unsigned(header);
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(publicKey().getEncoded(), "HmacSHA256"));
            return content + "." + base64(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private PublicKey publicKey() throws GeneralSecurityException {
        var decoder = Base64.getUrlDecoder();
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(
                        new BigInteger(1, decoder.decode(published.path("n").asText())),
                        new BigInteger(1, decoder.decode(published.path("e").asText()))));
    }

    private String signature() {
        return genuine.split("\\.")[2];
    }

    private static ObjectNode part(String token, int index) {
        try {
            return (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[index]));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String encoded(ObjectNode json) {
        try {
            return base64(JSON.writeValueAsBytes(json));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
