package souk.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import souk.local.data.Json;
import souk.local.data.LocalFailure;

/**
 * The shop's API as a client uses it when nothing is measured: 503 and broken connections are met by trying again for
 * 20 s, anything else that was not expected ends in {@link LocalFailure}. For one thread.
 */
public final class Shop implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
    private static final int TRIES = 80;
    private static final int PAGE = 100;

    private final HttpConnection connection;

    public Shop(String url) {
        this.connection = new HttpConnection(url, PATIENCE);
    }

    /** @param role {@code customer} or {@code seller} */
    public Visitor register(String username, String role) {
        var password = UUID.randomUUID().toString();
        var account = Map.of(
                "username", username,
                "email", username + "@souk.example",
                "password", password,
                "role", role);
        expect("registering " + username, 201, "POST", "/api/v1/register", Map.of(), Json.line(account));
        return logIn(username, password);
    }

    public Visitor logIn(String username, String password) {
        var credentials = Json.line(Map.of("username", username, "password", password));
        var answer = expect("the log-in of " + username, 200, "POST", "/api/v1/login", Map.of(), credentials);
        return new Visitor(username, password, answer.as(Grant.class).accessToken());
    }

    /** Returns the id of a new active product that costs 10.00 EUR. */
    public String createProduct(Visitor seller, String sku, String name, long stock) {
        var product = Json.line(Map.of(
                "sku", sku,
                "name", name,
                "description", "Made by a test drive.",
                "price", Map.of("amount", "10.00", "currency", "EUR"),
                "stock", stock));
        return expect(
                        "product " + sku,
                        201,
                        "POST",
                        "/api/v1/products",
                        seller.keyed(UUID.randomUUID().toString()),
                        product)
                .as(Created.class)
                .id();
    }

    /** Takes the product out of sale and out of the public lists. */
    public void archiveProduct(Visitor seller, String id) {
        var path = "/api/v1/products/" + id;
        var version = expect("product " + id, 200, "GET", path, seller.headers(), null)
                .as(Versioned.class)
                .version();
        var change = Json.line(Map.of("status", "archived", "version", version));
        expect("archiving product " + id, 200, "PATCH", path, seller.headers(), change);
    }

    public StockLevel stockOf(String productId) {
        var path = "/api/v1/products/" + productId + "/availability";
        return expect("the stock of " + productId, 200, "GET", path, Map.of(), null)
                .as(StockLevel.class);
    }

    /** What the seller's product has cost, each price by the version of the product that it begins with. */
    public NavigableMap<Long, Price> pricesOf(Visitor seller, String productId) {
        var prices = new TreeMap<Long, Price>();
        var path = "/api/v1/products/" + productId + "/history?limit=" + PAGE;
        var cursor = "";
        while (cursor != null) {
            var page = expect("the history of " + productId, 200, "GET", path + cursor, seller.headers(), null)
                    .as(Changes.class);
            for (var version : page.items()) {
                version.changes().stream()
                        .filter(change -> change.pointer().equals("/price"))
                        .forEach(change -> prices.put(version.version(), Json.convert(change.to(), Price.class)));
            }
            cursor = page.next() == null ? null : "&cursor=" + page.next();
        }
        return prices;
    }

    /** All orders of the visitor, newest first, page by page. */
    public List<PlacedOrder> ordersOf(Visitor visitor) {
        var orders = new ArrayList<PlacedOrder>();
        var path = "/api/v1/orders?limit=" + PAGE;
        var page = orders(visitor, path);
        orders.addAll(page.items());
        while (page.next() != null) {
            page = orders(visitor, path + "&cursor=" + page.next());
            orders.addAll(page.items());
        }
        return orders;
    }

    /** Whatever else the visitor may do that is answered with 200 and does no harm when it is done again. */
    public HttpAnswer call(Visitor visitor, String method, String path, String body) {
        return expect(method + " " + path, 200, method, path, visitor.headers(), body);
    }

    private OrderPage orders(Visitor visitor, String path) {
        return expect("the orders of " + visitor.username(), 200, "GET", path, visitor.headers(), null)
                .as(OrderPage.class);
    }

    private HttpAnswer expect(
            String what, int status, String method, String path, Map<String, String> headers, String body) {
        var trouble = "";
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                var answer = connection.send(method, path, headers, body);
                if (answer.status() == status) {
                    return answer;
                }
                trouble = "answered with " + answer.status() + " " + answer.body();
                if (answer.status() != 503) {
                    break;
                }
            } catch (IOException e) {
                trouble = e.toString();
            }
            Pause.of(BETWEEN_TRIES);
        }
        throw new LocalFailure(what + ": " + trouble);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new LocalFailure("cannot close the connection to the shop: " + e.getMessage(), e);
        }
    }

    private record Grant(String accessToken) {}

    private record Created(String id) {}

    private record Versioned(long version) {}

    private record Changes(List<ProductVersion> items, String next) {}

    private record ProductVersion(long version, List<Change> changes) {}

    private record Change(String pointer, JsonNode to) {}

    private record OrderPage(List<PlacedOrder> items, String next) {}
}
