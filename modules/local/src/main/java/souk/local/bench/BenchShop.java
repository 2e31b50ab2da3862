package souk.local.bench;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import souk.local.client.Shop;
import souk.local.client.Visitor;
import souk.local.data.DataDirectory;
import souk.local.data.Json;
import souk.local.data.LocalFailure;
import souk.local.data.PrivateFiles;

/**
 * Accounts and products for measuring, made once for a data directory and kept there.
 *
 * @param products ids in the order of their making; the first one is the hot one
 */
public record BenchShop(List<LogIn> customers, List<String> products) {
    private static final int CUSTOMERS = 4;
    private static final int PRODUCTS = 1_000;
    private static final long PLENTY = 1_000_000_000;

    public BenchShop {
        customers = List.copyOf(customers);
        products = List.copyOf(products);
    }

    /** A log-in that may be used again in the next bench. */
    public record LogIn(String username, String password) {}

    /** The kept one when it can still be used, else a new one. */
    public static BenchShop open(DataDirectory data, String url, Consumer<String> progress) {
        var file = data.root().resolve("bench.json");
        if (Files.exists(file)) {
            var kept = Json.read(PrivateFiles.read(file), BenchShop.class);
            if (kept.works(url)) {
                return kept;
            }
        }
        progress.accept("makes %,d products, once for this data directory".formatted(PRODUCTS));
        var made = make(url);
        PrivateFiles.write(file, Json.pretty(made));
        return made;
    }

    /** Fresh tokens, good for ten minutes. */
    public List<Visitor> logIn(String url) {
        try (var shop = new Shop(url)) {
            return customers.stream()
                    .map(customer -> shop.logIn(customer.username(), customer.password()))
                    .toList();
        }
    }

    /** How many pieces of all products are promised to orders. */
    public long reserved(String url) {
        try (var shop = new Shop(url)) {
            return products.stream()
                    .mapToLong(product -> shop.stockOf(product).reserved())
                    .sum();
        }
    }

    private boolean works(String url) {
        try (var shop = new Shop(url)) {
            customers.forEach(customer -> shop.logIn(customer.username(), customer.password()));
            return shop.stockOf(products.get(0)).available() > PLENTY / 2;
        } catch (LocalFailure unusable) {
            return false;
        }
    }

    private static BenchShop make(String url) {
        var run = "bench-" + UUID.randomUUID().toString().substring(0, 13);
        try (var shop = new Shop(url)) {
            var customers = new ArrayList<LogIn>();
            for (int number = 1; number <= CUSTOMERS; number++) {
                var customer = shop.register(run + "-" + number, "customer");
                customers.add(new LogIn(customer.username(), customer.password()));
            }
            var seller = shop.register(run + "-seller", "seller");
            var products = new ArrayList<String>();
            for (int number = 1; number <= PRODUCTS; number++) {
                var sku = "%s-%04d".formatted(run, number);
                products.add(shop.createProduct(seller, sku, "Bench product " + number, PLENTY));
            }
            return new BenchShop(customers, products);
        }
    }
}
