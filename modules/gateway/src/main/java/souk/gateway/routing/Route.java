package souk.gateway.routing;

/**
 * Where requests below a path go.
 *
 * @param path the path itself and everything below it; {@code *} stands for one segment, whatever it is
 * @param service whose instances answer
 * @param target what stands in the place of {@code path} when the request is passed on; the same unless it is an alias
 * @param once whether even a GET has effects there, so that nothing is sent a second time
 * @param uploads whether a POST may have a body of any size there, which is passed on as it comes
 * @param slow whether the service waits for somebody else there, so that a late answer is none of its instance's faults
 */
public record Route(String path, String service, String target, boolean once, boolean uploads, boolean slow) {

    public static Route of(String path, String service) {
        return new Route(path, service, path, false, false, false);
    }

    static Route alias(String path, String service, String target) {
        return new Route(path, service, target, false, false, false);
    }

    Route sentOnce() {
        return new Route(path, service, target, true, uploads, slow);
    }

    Route takingUploads() {
        return new Route(path, service, target, once, true, slow);
    }

    Route waiting() {
        return new Route(path, service, target, once, uploads, true);
    }

    boolean covers(String requestPath) {
        var star = path.indexOf('*');
        return star < 0 ? covers(requestPath, 0, path) : coversAny(requestPath, star);
    }

    private boolean coversAny(String requestPath, int star) {
        if (!requestPath.regionMatches(0, path, 0, star)) {
            return false;
        }
        var end = requestPath.indexOf('/', star);
        return end > star && covers(requestPath, end, path.substring(star + 1));
    }

    private static boolean covers(String requestPath, int from, String wanted) {
        var end = from + wanted.length();
        return requestPath.startsWith(wanted, from) && (requestPath.length() == end || requestPath.charAt(end) == '/');
    }

    /** The path and query under which the service knows what was asked for. */
    public String rewrite(String pathAndQuery) {
        return fixed(target) + pathAndQuery.substring(fixed(path).length());
    }

    private static String fixed(String pattern) {
        var star = pattern.indexOf('*');
        return star < 0 ? pattern : pattern.substring(0, star);
    }
}
