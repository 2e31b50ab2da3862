package souk.gateway.caching;

import java.util.Optional;

/**
 * What of the catalogue may be remembered: single products, categories, and the first pages of lists.
 *
 * @param uri path and query as the service knows them, whatever alias the client used and in whatever order it wrote
 *     the parameters
 */
record Resource(Kind kind, String uri) {

    static final String PRODUCTS = "/api/v1/products";
    static final String PRODUCT_PATH = PRODUCTS + '/';
    static final String CATEGORIES = "/api/v1/categories";

    private static final String API = "/api/v1";
    private static final String PRODUCTS_NAME = "/products";
    private static final String CATEGORIES_NAME = "/categories";
    private static final int ID_LENGTH = 36;

    enum Kind {
        PRODUCT,
        CATEGORIES,
        /** A list in the order of its rows. */
        LIST,
        /** A list that an index answers, which comes a moment behind the rows. */
        SEARCH
    }

    /**
     * Empty for everything that is to be passed on; a path or query that is in any way unusual is.
     *
     * @param query null or empty for none
     */
    static Optional<Resource> of(String path, String query) {
        var from = path.startsWith(API + '/') ? API.length() : 0;
        if (path.startsWith(PRODUCTS_NAME, from)) {
            return product(path, from + PRODUCTS_NAME.length(), query);
        }
        return path.startsWith(CATEGORIES_NAME, from)
                ? category(path, from + CATEGORIES_NAME.length(), query)
                : Optional.empty();
    }

    private static Optional<Resource> product(String path, int at, String query) {
        if (path.length() == at) {
            return ListQuery.of(query)
                    .map(asked -> new Resource(asked.plain() ? Kind.LIST : Kind.SEARCH, asked.after(PRODUCTS)));
        }
        return hasNone(query) && endsWithId(path, at)
                ? Optional.of(new Resource(Kind.PRODUCT, canonical(path)))
                : Optional.empty();
    }

    private static Optional<Resource> category(String path, int at, String query) {
        if (path.length() == at || path.length() == at + "/tree".length() && path.endsWith("/tree")) {
            return ListQuery.of(query).map(asked -> new Resource(Kind.CATEGORIES, asked.after(canonical(path))));
        }
        if (endsWithId(path, at)) {
            return hasNone(query) ? Optional.of(new Resource(Kind.CATEGORIES, canonical(path))) : Optional.empty();
        }
        return path.endsWith(PRODUCTS_NAME) && endsWithId(path.substring(0, path.length() - PRODUCTS_NAME.length()), at)
                ? ListQuery.of(query).map(asked -> new Resource(Kind.SEARCH, asked.after(canonical(path))))
                : Optional.empty();
    }

    /** Under which path the first version of the API has what was changed by way of another. */
    static String inFirstVersion(String path) {
        var version = path.startsWith("/api/v") ? path.indexOf('/', "/api/v".length()) : -1;
        return version < 0 ? path : API + path.substring(version);
    }

    /** What it is counted under. */
    String label() {
        if (uri.startsWith(PRODUCTS)) {
            return PRODUCTS;
        }
        return kind == Kind.CATEGORIES ? CATEGORIES : CATEGORIES + "/*" + PRODUCTS_NAME;
    }

    /** Whether everybody who sees it at all sees the same; lists are of what the reader sees. */
    boolean isSameForAll() {
        return kind == Kind.PRODUCT || kind == Kind.CATEGORIES;
    }

    private static boolean hasNone(String query) {
        return query == null || query.isEmpty();
    }

    private static String canonical(String path) {
        return path.startsWith(API + '/') ? path : API + path;
    }

    /** Whether nothing but a UUID in its usual form follows. */
    private static boolean endsWithId(String path, int slash) {
        if (path.length() != slash + 1 + ID_LENGTH || path.charAt(slash) != '/') {
            return false;
        }
        for (var i = 0; i < ID_LENGTH; i++) {
            var c = path.charAt(slash + 1 + i);
            var dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }
}
