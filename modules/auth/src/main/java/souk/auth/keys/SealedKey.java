package souk.auth.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A signing key as it is stored.
 *
 * @param publicKey X.509 SubjectPublicKeyInfo, DER
 * @param sealedPrivateKey 12 bytes of nonce, then PKCS #8 under AES-256-GCM, bound to the kid
 */
record SealedKey(String kid, byte[] publicKey, byte[] sealedPrivateKey) {

    private static final String PURPOSE = "souk auth signing keys v1";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    static SealedKey seal(SigningKey key, KeySecret secret) {
        var nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, key.kid(), nonce, secret);
            var sealed = cipher.doFinal(key.privateKey().getEncoded());
            var stored = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, stored, NONCE_BYTES, sealed.length);
            return new SealedKey(key.kid(), key.publicKey().getEncoded(), stored);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @throws IllegalStateException if it was sealed under another secret or changed since */
    SigningKey open(KeySecret secret) {
        try {
            var nonce = Arrays.copyOf(sealedPrivateKey, NONCE_BYTES);
            var cipher = cipher(Cipher.DECRYPT_MODE, kid, nonce, secret);
            var encoded = cipher.doFinal(sealedPrivateKey, NONCE_BYTES, sealedPrivateKey.length - NONCE_BYTES);
            var rsa = KeyFactory.getInstance("RSA");
            return new SigningKey(
                    (RSAPublicKey) rsa.generatePublic(new X509EncodedKeySpec(publicKey)),
                    rsa.generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException | IllegalArgumentException foreign) {
            throw new IllegalStateException(
                    "The signing key " + kid
                            + " cannot be opened: SOUK_AUTH_KEY_SECRET is not the one it was sealed with.",
                    foreign);
        }
    }

    private static Cipher cipher(int mode, String kid, byte[] nonce, KeySecret secret) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        var key = new SecretKeySpec(secret.keyFor(PURPOSE), "AES");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(kid.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
