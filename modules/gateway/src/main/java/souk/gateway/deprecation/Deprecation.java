package souk.gateway.deprecation;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Something of the API that is going to end, with the headers that say so, ready for the wire.
 *
 * @param methods empty for all
 * @param sunset the value of the header, or null if it is not known when
 */
record Deprecation(
        String pattern, PathPattern path, Set<String> methods, String deprecated, String sunset, List<String> links) {

    private static final CharSequence DEPRECATION = HttpHeaders.createOptimized("deprecation");
    private static final CharSequence SUNSET = HttpHeaders.createOptimized("sunset");
    private static final CharSequence LINK = HttpHeaders.createOptimized("link");

    /** As HTTP writes dates (RFC 9110, section 5.6.7). */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /**
     * What is announced.
     *
     * @param sunset from when on it may be gone; or null
     * @param page about it, for people; or null
     * @param successor what takes its place; or null
     */
    record Announcement(Instant deprecated, Instant sunset, String page, String successor) {}

    Deprecation {
        methods = Set.copyOf(methods);
        links = List.copyOf(links);
    }

    static Deprecation of(String pattern, Set<String> methods, Announcement announced) {
        var links = new ArrayList<String>();
        if (announced.page != null) {
            links.add('<' + announced.page + ">; rel=\"deprecation\"; type=\"text/html\"");
        }
        if (announced.successor != null) {
            links.add('<' + announced.successor + ">; rel=\"successor-version\"");
        }
        return new Deprecation(
                pattern,
                PathPattern.of(pattern),
                methods,
                "@" + announced.deprecated.getEpochSecond(),
                announced.sunset == null ? null : HTTP_DATE.format(announced.sunset),
                links);
    }

    boolean covers(String method, String path) {
        return (methods.isEmpty() || methods.contains(method)) && this.path.covers(path);
    }

    void mark(MultiMap answer) {
        answer.set(DEPRECATION, deprecated);
        if (sunset != null) {
            answer.set(SUNSET, sunset);
        }
        links.forEach(link -> answer.add(LINK, link));
    }
}
