package souk.gateway.routing;

/**
 * Where requests below a path go.
 *
 * @param path the path itself and everything below it
 * @param service whose instances answer
 * @param target what stands in the place of {@code path} when the request is passed on; the same unless it is an alias
 */
public record Route(String path, String service, String target) {

    static Route of(String path, String service) {
        return new Route(path, service, path);
    }

    static Route alias(String path, String service, String target) {
        return new Route(path, service, target);
    }

    boolean covers(String requestPath) {
        return requestPath.startsWith(path)
                && (requestPath.length() == path.length() || requestPath.charAt(path.length()) == '/');
    }

    /** The path and query under which the service knows what was asked for. */
    public String rewrite(String pathAndQuery) {
        return target + pathAndQuery.substring(path.length());
    }
}
