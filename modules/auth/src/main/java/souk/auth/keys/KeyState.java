package souk.auth.keys;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a signing key is good for. */
enum KeyState {
    /** Published, so that everybody knows it when it begins to sign. */
    NEXT,
    /** Signs. */
    ACTIVE,
    /** Signs no more; tokens that it signed are still good. */
    VERIFYING,
    /** Good for nothing; its private half is destroyed. */
    RETIRED;

    @JsonValue
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
