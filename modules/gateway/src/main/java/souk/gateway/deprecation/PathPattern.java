package souk.gateway.deprecation;

import java.util.List;

/** A path and everything below it; a segment {@code *} stands for any one. */
record PathPattern(List<String> segments) {

    private static final String ANY = "*";

    /** @param pattern begins with a slash */
    static PathPattern of(String pattern) {
        return new PathPattern(List.of(pattern.substring(1).split("/")));
    }

    boolean covers(String path) {
        var at = 0;
        for (var segment : segments) {
            if (at >= path.length() || path.charAt(at) != '/') {
                return false;
            }
            var slash = path.indexOf('/', at + 1);
            var end = slash < 0 ? path.length() : slash;
            if (!segment.equals(ANY) && !(end - at - 1 == segment.length() && path.startsWith(segment, at + 1))) {
                return false;
            }
            at = end;
        }
        return true;
    }

    /** With something in place of what may be anything. */
    String example() {
        return '/' + String.join("/", segments).replace(ANY, "x");
    }
}
