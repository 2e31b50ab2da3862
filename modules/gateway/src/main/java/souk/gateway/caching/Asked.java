package souk.gateway.caching;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import souk.gateway.compression.Gzip;

/**
 * What a reader wants besides the resource itself.
 *
 * @param ifNoneMatch entity tags that it has already, or null
 * @param authorization its credentials, or null
 */
record Asked(String ifNoneMatch, String authorization) {

    private static final Asked FOR_NOTHING_SPECIAL = new Asked(null, null);
    private static final Pattern TAGS =
            Pattern.compile("\\*|(W/)?\"[\\x21\\x23-\\x7e]*\"(\\s*,\\s*(W/)?\"[\\x21\\x23-\\x7e]*\")*");

    /** Empty if a header says anything that only the service can answer to. */
    static Optional<Asked> of(HttpServerRequest request) {
        String tags = null;
        String credentials = null;
        for (var header : request.headers()) {
            var value = header.getValue();
            switch (header.getKey().toLowerCase(Locale.ROOT)) {
                case "if-none-match" -> {
                    if (tags != null || !TAGS.matcher(value).matches()) {
                        return Optional.empty();
                    }
                    tags = Gzip.plainTags(value);
                }
                case "authorization" -> {
                    if (credentials != null) {
                        return Optional.empty();
                    }
                    credentials = value;
                }
                case "accept" -> {
                    if (!takesJson(value)) {
                        return Optional.empty();
                    }
                }
                case "content-length" -> {
                    if (!value.equals("0")) {
                        return Optional.empty();
                    }
                }
                case "cache-control",
                        "pragma",
                        "range",
                        "if-range",
                        "if-match",
                        "if-modified-since",
                        "if-unmodified-since",
                        "expect",
                        "transfer-encoding" -> {
                    return Optional.empty();
                }
                default -> {
                    continue;
                }
            }
        }
        return Optional.of(tags == null && credentials == null ? FOR_NOTHING_SPECIAL : new Asked(tags, credentials));
    }

    /** Weak comparison, as RFC 9110, section 13.1.2 wants it. */
    boolean has(String etag) {
        if (ifNoneMatch == null || etag == null) {
            return false;
        }
        return ifNoneMatch.equals(etag)
                || ifNoneMatch.equals("*")
                || Stream.of(ifNoneMatch.split(","))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals(etag) || tag.equals("W/" + etag));
    }

    private static boolean takesJson(String accept) {
        return accept.equals("*/*")
                || accept.equals("application/json")
                || Stream.of(accept.split(",")).anyMatch(Asked::isJson);
    }

    private static boolean isJson(String range) {
        var parts = range.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*");
        return (parts[0].equals("*/*") || parts[0].equals("application/*") || parts[0].equals("application/json"))
                && Stream.of(parts).skip(1).noneMatch(parameter -> parameter.matches("q=0(\\.0*)?"));
    }
}
