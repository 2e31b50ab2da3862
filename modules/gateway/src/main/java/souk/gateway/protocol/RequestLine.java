package souk.gateway.protocol;

import java.util.Locale;
import java.util.Set;

/**
 * The first line of a request, read without leniency: single blanks, visible ASCII, HTTP/1.0 or 1.1.
 *
 * @param authority of an absolute-form target, else null
 */
record RequestLine(String method, String target, String authority, boolean http11) {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** Throws {@link Fault} if it is not a request line. */
    static RequestLine parse(String line) {
        var parts = line.split(" ", -1);
        if (parts.length != 3 || !FieldLine.isToken(parts[0])) {
            throw Fault.malformed("The request line is not a method, a target and a version.");
        }
        var http11 = parts[2].equals("HTTP/1.1");
        if (!http11 && !parts[2].equals("HTTP/1.0")) {
            throw Fault.malformed("The protocol version is neither HTTP/1.1 nor HTTP/1.0.");
        }
        var target = parts[1];
        if (!isTarget(target)) {
            throw Fault.malformed("The request target has characters that must be percent-encoded.");
        }
        return new RequestLine(parts[0], target, authority(parts[0], target), http11);
    }

    static boolean isTarget(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '#') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The target without scheme, authority and query. */
    String path() {
        var path = authority == null ? target : target.substring(target.indexOf("://") + 3 + authority.length());
        var query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static String authority(String method, String target) {
        if (target.startsWith("/") || target.equals("*") && method.equals("OPTIONS") || method.equals("CONNECT")) {
            return null;
        }
        var scheme = target.indexOf("://");
        if (scheme < 0 || !SCHEMES.contains(target.substring(0, scheme).toLowerCase(Locale.ROOT))) {
            throw Fault.malformed("The request target is not a path.");
        }
        var rest = target.substring(scheme + 3);
        var end = rest.chars().filter(c -> c == '/' || c == '?').findFirst();
        return end.isPresent() ? rest.substring(0, rest.indexOf(end.getAsInt())) : rest;
    }
}
