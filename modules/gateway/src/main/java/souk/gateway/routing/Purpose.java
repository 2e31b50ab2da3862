package souk.gateway.routing;

import io.vertx.core.http.HttpMethod;

/**
 * What a request is for, as far as limits care. Told from method, path and the words of the query alone, without asking
 * whether the resource exists.
 */
public enum Purpose {
    /** Anything that can end in a session of somebody. */
    LOG_IN,
    REGISTRATION,
    /** Placing, paying, cancelling, moving an order. */
    ORDER_WRITE,
    /** Any other change. */
    WRITE,
    /** One resource, or the tree of categories. */
    READ,
    /** Lists of the catalogue, searched or not. */
    SEARCH,
    /** Lists of everything else, exports, imports, sales and what administrators look at. */
    REPORT;

    /** A second version of a resource is for the same as the first. */
    private static final String VERSIONED = "/api/v";

    /** @param path canonical, see {@link RequestPath} */
    public static Purpose of(HttpMethod method, String path) {
        var from = path.startsWith(VERSIONED) ? Math.max(0, path.indexOf('/', VERSIONED.length())) : 0;
        var second = path.indexOf('/', from + 1);
        var end = second < 0 ? path.length() : second;
        var safe = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) || method.equals(HttpMethod.OPTIONS);
        return switch (path.substring(Math.min(from + 1, end), end)) {
            case "orders" -> safe ? whole(second < 0, REPORT) : ORDER_WRITE;
            case "login", "oidc" -> LOG_IN;
            case "register" -> safe ? READ : REGISTRATION;
            case "products" -> product(path, end, safe);
            case "categories" -> safe && path.endsWith("/products") ? SEARCH : other(safe);
            case "sales", "imports", "audit", "admin", "search-index", "cluster" -> REPORT;
            case "users", "api-keys", "sessions" -> safe ? whole(second < 0, REPORT) : WRITE;
            default -> other(safe);
        };
    }

    private static Purpose product(String path, int end, boolean safe) {
        if (path.startsWith("/import", end) || path.startsWith("/export", end)) {
            return REPORT;
        }
        return safe ? whole(path.length() == end, SEARCH) : WRITE;
    }

    private static Purpose whole(boolean isList, Purpose list) {
        return isList ? list : READ;
    }

    private static Purpose other(boolean safe) {
        return safe ? READ : WRITE;
    }
}
