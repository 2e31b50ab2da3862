package souk.shared.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import souk.shared.id.UuidV7;
import souk.shared.json.StrictJson;
import souk.shared.json.WireJson;
import souk.shared.problem.Problem;
import souk.shared.problem.Refusal;

/**
 * Where a page ends: the sort values of its last row. Opaque to clients and checked, so that a damaged cursor, or that
 * of another list, is a 400 and not a wrong page. It grants nothing: what a page shows is decided by its SQL.
 */
public final class Cursor {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Cursor() {}

    /** @param list names the list and its order, so that cursors are not taken from one to another */
    public static String encode(String list, List<String> keys) {
        var content = new ArrayList<String>();
        content.add(list);
        content.addAll(keys);
        var json = WireJson.text(content);
        return ENCODER.encodeToString((checksum(json) + json).getBytes(StandardCharsets.UTF_8));
    }

    /** Throws a refusal {@code invalid} unless {@link #encode} made it for that list with that number of keys. */
    public static List<String> decode(String list, String cursor, int keys) {
        return content(cursor)
                .filter(content -> content.size() == keys + 1 && content.get(0).equals(list))
                .map(content -> content.subList(1, content.size()))
                .orElseThrow(Cursor::foreign);
    }

    /** For lists in the order of an id. */
    public static String ofId(String list, UUID id) {
        return encode(list, List.of(id.toString()));
    }

    /** Throws a refusal {@code invalid} unless {@link #ofId} made it for that list. */
    public static UUID id(String list, String cursor) {
        return uuid(decode(list, cursor, 1).get(0));
    }

    /** Of a decoded key; throws a refusal {@code invalid} for what is none. */
    public static UUID uuid(String key) {
        return UuidV7.parse(key).orElseThrow(Cursor::foreign);
    }

    /** Of a decoded key, as {@link Instant#toString} made it; throws a refusal {@code invalid} for what is none. */
    public static Instant instant(String key) {
        return Query.time(key).orElseThrow(Cursor::foreign);
    }

    /** Of a cursor that is not one of this list. */
    public static Refusal foreign() {
        return Problem.invalid("cursor", "is not a cursor of this list").refusal();
    }

    private static Optional<List<String>> content(String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.length() < 8 || !checksum(text.substring(8)).equals(text.substring(0, 8))) {
                return Optional.empty();
            }
            var content = new ArrayList<String>();
            ((ArrayNode) StrictJson.parse(Buffer.buffer(text.substring(8)))).forEach(key -> content.add(key.asText()));
            return Optional.of(content);
        } catch (IllegalArgumentException | ClassCastException | Refusal damaged) {
            return Optional.empty();
        }
    }

    private static String checksum(String json) {
        var crc = new CRC32();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
