package souk.auth.account;

import java.nio.charset.StandardCharsets;
import souk.auth.keys.KeySecret;
import souk.shared.json.WireJson;

/**
 * An Idempotency-Key together with what it was sent with. Nobody is logged in here, so the key alone could be
 * anybody's: with another body it is another key.
 *
 * @param fingerprint an HMAC, because a plain hash of the form would be a fast hash of the password
 */
record RegistrationKey(String key, byte[] fingerprint) {

    private static final String PURPOSE = "souk auth registration fingerprints v1";

    static RegistrationKey of(String key, RegistrationForm form, KeySecret secret) {
        return new RegistrationKey(
                key, secret.fingerprint(PURPOSE, WireJson.text(form).getBytes(StandardCharsets.UTF_8)));
    }
}
