package souk.gateway.caching;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import souk.gateway.compression.Compressed;
import souk.gateway.compression.Gzip;
import souk.gateway.forwarding.Reply;

/**
 * An answer 200 that everybody may have.
 *
 * @param headers as the client gets them, without the length
 * @param etag null if the service gave none
 * @param version what stands in the entity tag, -1 if that is no number
 * @param compressed the body for who takes it so, or null if that is not worth it
 * @param began when the fetch that brought it began, by the monotonic clock
 * @param epoch of the memory at that time
 */
record Entry(
        List<Header> headers, Buffer body, Compressed compressed, String etag, long version, long began, long epoch) {

    /** The gateway writes them itself. */
    private static final Set<String> OF_EACH_ANSWER = Set.of("content-length", "x-content-type-options");

    private static final int OVERHEAD_BYTES = 400;
    private static final Pattern VERSION = Pattern.compile("\"[0-9]{1,18}\"");

    /**
     * Prepared for the wire.
     *
     * @param ofBody whether it is left out where there is no body
     */
    record Header(CharSequence name, CharSequence value, boolean ofBody) {

        static Header of(String name, String value) {
            return new Header(
                    HttpHeaders.createOptimized(name),
                    HttpHeaders.createOptimized(value),
                    name.equalsIgnoreCase("content-type"));
        }
    }

    static Entry of(Reply reply, long began, long epoch) {
        var etag = reply.headers().get("etag");
        var passed = reply.headersForClient();
        if (Gzip.isText(passed.get("content-type"))) {
            Gzip.vary(passed);
        }
        var headers = passed.entries().stream()
                .filter(header -> !OF_EACH_ANSWER.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .map(header -> Header.of(header.getKey(), header.getValue()))
                .toList();
        return new Entry(headers, reply.body(), compressed(reply), etag, version(etag), began, epoch);
    }

    private static Compressed compressed(Reply reply) {
        var pays = Gzip.pays(reply.body().length())
                && Gzip.isText(reply.headers().get("content-type"))
                && !reply.headers().contains("content-encoding");
        return pays ? new Compressed(reply.body()) : null;
    }

    private static long version(String etag) {
        return etag != null && VERSION.matcher(etag).matches()
                ? Long.parseLong(etag.substring(1, etag.length() - 1))
                : -1;
    }

    /** An older version never takes the place of a newer one; of the same version the later fetch counts. */
    Entry unlessOlderThan(Entry known) {
        return version < known.version || version == known.version && began - known.began < 0 ? known : this;
    }

    /** About what it takes in memory. */
    int weight(String uri) {
        var bytes = OVERHEAD_BYTES + uri.length() + body.length();
        if (compressed != null) {
            bytes += body.length() / 2;
        }
        for (var header : headers) {
            bytes += header.name().length() + header.value().length();
        }
        return bytes;
    }
}
