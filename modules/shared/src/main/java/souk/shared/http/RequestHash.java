package souk.shared.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import souk.shared.json.WireJson;

/** What an Idempotency-Key stands for: two requests are the same if what was understood of them is. */
public final class RequestHash {

    private RequestHash() {}

    /** Hex SHA-256 of a record as JSON. */
    public static String of(Object understood) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(WireJson.text(understood).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
