package souk.auth.keys;

import java.time.Instant;

/**
 * A signing key that is not retired, as it is stored.
 *
 * @param activeFrom when it begins to sign
 */
record StoredKey(SealedKey sealed, Instant createdAt, Instant activeFrom) {

    String kid() {
        return sealed.kid();
    }
}
