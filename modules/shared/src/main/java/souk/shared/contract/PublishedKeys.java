package souk.shared.contract;

import java.util.List;
import souk.shared.security.TokenKey;

/** A JSON Web Key Set (RFC 7517): every key that a valid access token may be signed with. */
public record PublishedKeys(List<TokenKey> keys) {

    public PublishedKeys {
        keys = List.copyOf(keys);
    }
}
