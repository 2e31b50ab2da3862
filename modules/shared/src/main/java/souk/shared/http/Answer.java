package souk.shared.http;

import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import souk.shared.json.WireJson;

/**
 * What a route answers with.
 *
 * @param body null for none
 * @param stream writes the body piece by piece where it is not to be held whole; else null
 */
public record Answer(int status, Map<String, String> headers, Buffer body, AnswerStream stream) {

    public Answer {
        headers = Map.copyOf(headers);
    }

    public Answer(int status, Map<String, String> headers, Buffer body) {
        this(status, headers, body, null);
    }

    /** 200 with a body of any size. */
    public static Answer streamed(String mediaType, AnswerStream stream) {
        return new Answer(200, Map.of("content-type", mediaType), null, stream);
    }

    /** @param json any record; null members are left out */
    public static Answer json(int status, Object json) {
        return new Answer(status, Map.of("content-type", "application/json"), WireJson.write(json));
    }

    public static Answer ok(Object json) {
        return json(200, json);
    }

    public static Answer noContent() {
        return new Answer(204, Map.of(), null);
    }

    public Answer header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body, stream);
    }

    /** The strong entity tag that stands for a version. */
    public Answer etag(long version) {
        return header("etag", tag(version));
    }

    /** Whoever asks gets this, so that caches may keep it; they have to ask each time whether it still holds. */
    public Answer forEverybody() {
        return header("cache-control", "public, no-cache");
    }

    /** Not everybody may see it. */
    public Answer forTheCallerOnly() {
        return header("cache-control", "private, no-cache");
    }

    public Answer location(String path) {
        return header("location", path);
    }

    static String tag(Object version) {
        return "\"" + version + "\"";
    }
}
