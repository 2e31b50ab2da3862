package souk.auth.keys;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import souk.shared.security.TokenKey;

/** A pair of keys that access tokens are signed and verified with. */
public record SigningKey(RSAPublicKey publicKey, PrivateKey privateKey) {

    private static final int BITS = 2_048;

    /** Takes up to a second of CPU. */
    static SigningKey generate() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(BITS);
        var pair = generator.generateKeyPair();
        return new SigningKey((RSAPublicKey) pair.getPublic(), pair.getPrivate());
    }

    public String kid() {
        return published().kid();
    }

    public TokenKey published() {
        return TokenKey.of(publicKey);
    }

    @Override
    public String toString() {
        return "signing key " + kid();
    }
}
