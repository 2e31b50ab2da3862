package souk.gateway.compression;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/**
 * The gzip coding of answers. A coded body is another representation and must have a strong entity tag of its own (RFC
 * 9110, section 8.8.3): that of the plain body with {@code -gzip} at its end, which is taken off again on the way in.
 */
public final class Gzip {

    /** A smaller body gains next to nothing; a larger one would hold up the event loop. */
    public static final int SMALLEST = 1024;

    public static final int LARGEST = 256 * 1024;

    private static final String SUFFIX = "-gzip\"";
    private static final CharSequence CODING = HttpHeaders.createOptimized("gzip");
    private static final CharSequence VARY = HttpHeaders.createOptimized("accept-encoding");
    private static final int LEVEL = 4;

    private Gzip() {}

    /** Whether that media type shrinks and comes as a whole. */
    public static boolean isText(String mediaType) {
        return mediaType != null
                && (mediaType.startsWith("application/json")
                        || mediaType.startsWith("application/yaml")
                        || mediaType.startsWith("text/") && !mediaType.startsWith("text/event-stream"));
    }

    /** Whether it is worth it for a body of so many bytes. */
    public static boolean pays(long bytes) {
        return bytes >= SMALLEST && bytes <= LARGEST;
    }

    public static boolean isAcceptedBy(HttpServerRequest request) {
        var accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null && accepts(accepted);
    }

    /** What an {@code Accept-Encoding} says about gzip; without a word about it, it is not wanted. */
    static boolean accepts(String acceptEncoding) {
        var any = false;
        for (var coding : acceptEncoding.split(",")) {
            var end = coding.indexOf(';');
            var name = (end < 0 ? coding : coding.substring(0, end)).strip();
            if (name.equalsIgnoreCase("gzip") || name.equalsIgnoreCase("x-gzip")) {
                return end < 0 || !isRefusal(coding.substring(end + 1));
            }
            any |= name.equals("*") && (end < 0 || !isRefusal(coding.substring(end + 1)));
        }
        return any;
    }

    /** Whether a weight is zero. */
    private static boolean isRefusal(String parameter) {
        var weight = parameter.strip();
        if (!weight.regionMatches(true, 0, "q=", 0, 2)) {
            return false;
        }
        return weight.substring(2).strip().chars().allMatch(c -> c == '0' || c == '.');
    }

    public static Buffer compress(Buffer plain) {
        var bytes = new ByteArrayOutputStream(plain.length() / 4 + 64);
        try (var gzip = new Stream(bytes)) {
            gzip.write(plain.getBytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    /** Tells caches that there is more than one representation; also where this answer is the plain one. */
    public static void vary(MultiMap answer) {
        answer.add(HttpHeaders.VARY, VARY);
    }

    /** Makes the headers of the plain answer those of the coded one. */
    public static void mark(MultiMap answer) {
        answer.set(HttpHeaders.CONTENT_ENCODING, CODING);
        markTag(answer);
    }

    /** As {@link #mark}, for an answer that has no body because the client has it already. */
    public static void markTag(MultiMap answer) {
        var tag = answer.get(HttpHeaders.ETAG);
        if (tag != null && tag.endsWith("\"") && !tag.startsWith("W/")) {
            answer.set(HttpHeaders.ETAG, tag.substring(0, tag.length() - 1) + SUFFIX);
        }
    }

    /** Whether a list of entity tags has one of a coded body in it. */
    public static boolean isTagged(String tags) {
        return tags != null && tags.contains(SUFFIX);
    }

    /** The list with the tags that the services know. */
    public static String plainTags(String tags) {
        return isTagged(tags) ? tags.replace(SUFFIX, "\"") : tags;
    }

    private static final class Stream extends GZIPOutputStream {

        Stream(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(LEVEL);
        }
    }
}
