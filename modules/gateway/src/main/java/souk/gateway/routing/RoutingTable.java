package souk.gateway.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which service answers what. The longest path that covers a request wins; paths are compared byte for byte. */
public final class RoutingTable {

    private static final String API = "/api/v1";

    private static final List<String> AUTH = List.of(
            "register",
            "login",
            "token",
            "logout",
            "sessions",
            "profile",
            "users",
            "roles",
            "api-keys",
            "authz",
            "signing-keys",
            "audit");

    /** The table of Souk. The short names are permanent aliases of the same resources. */
    public static final RoutingTable SOUK = new RoutingTable(souk());

    private final List<Route> routes;

    public RoutingTable(List<Route> routes) {
        this.routes = routes.stream()
                .sorted(Comparator.comparingInt((Route route) -> route.path().length())
                        .reversed())
                .toList();
    }

    /** With more routes, such as those of a second version of some resource. */
    public RoutingTable with(List<Route> more) {
        return new RoutingTable(Stream.concat(routes.stream(), more.stream()).toList());
    }

    /** @param path canonical, see {@link RequestPath} */
    public Optional<Route> find(String path) {
        return routes.stream().filter(route -> route.covers(path)).findFirst();
    }

    /** Whether a POST to that path may have a body of any size. */
    public boolean takesUploads(String path) {
        return find(path)
                .filter(route -> route.uploads() && route.path().equals(path))
                .isPresent();
    }

    public List<Route> routes() {
        return routes;
    }

    /** Those that some path leads to. */
    public Set<String> services() {
        return routes.stream().map(Route::service).collect(Collectors.toUnmodifiableSet());
    }

    private static List<Route> souk() {
        var routes = new ArrayList<Route>();
        for (var name : AUTH) {
            resource(routes, name, "auth");
        }
        routes.add(Route.of(API + "/oidc", "auth").sentOnce());
        routes.add(Route.alias("/oidc", "auth", API + "/oidc").sentOnce());
        for (var name : List.of("products", "imports", "categories/*/products")) {
            resource(routes, name, "products");
        }
        routes.add(Route.of(API + "/search-index", "products"));
        routes.add(Route.of(API + "/products/import", "products").takingUploads());
        routes.add(Route.alias("/products/import", "products", API + "/products/import")
                .takingUploads());
        resource(routes, "categories", "categories");
        resource(routes, "orders", "orders");
        for (var move : List.of("pay", "refund")) {
            routes.add(Route.of(API + "/orders/*/" + move, "orders").waiting());
            routes.add(Route.alias("/orders/*/" + move, "orders", API + "/orders/*/" + move)
                    .waiting());
        }
        routes.add(Route.of(API + "/admin/consistency", "orders"));
        routes.add(Route.of(API + "/admin/settings", "auth"));
        routes.add(Route.of(API + "/cluster", "auth").waiting());
        routes.add(Route.alias("/cluster", "auth", API + "/cluster").waiting());
        routes.add(Route.of(API + "/sales", "orders"));
        routes.add(Route.of(API + "/.well-known", "auth"));
        routes.add(Route.of("/.well-known/jwks.json", "auth"));
        routes.add(Route.of("/.well-known/openid-configuration", "auth"));
        return routes;
    }

    private static void resource(List<Route> routes, String name, String service) {
        routes.add(Route.of(API + "/" + name, service));
        routes.add(Route.alias("/" + name, service, API + "/" + name));
    }
}
