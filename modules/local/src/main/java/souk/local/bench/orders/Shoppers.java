package souk.local.bench.orders;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import souk.local.bench.BenchAccounts;
import souk.local.bench.Scratch;
import souk.local.client.Visitor;

/** Customers with tokens that are still good for a while, and what they buy. For one thread. */
final class Shoppers {
    private static final Duration FRESH = Duration.ofMinutes(4);

    private final BenchAccounts customers;
    private final List<UUID> goods;
    private final String url;
    private final Scratch scratch;
    private List<Visitor> visitors = List.of();
    private Path input;
    private long since;

    /** @param goods in the order of their ids; the first one is the hot one */
    Shoppers(BenchAccounts customers, List<UUID> goods, String url, Scratch scratch) {
        this.customers = customers;
        this.goods = List.copyOf(goods);
        this.url = url;
        this.scratch = scratch;
    }

    List<UUID> ids() {
        return customers.ids();
    }

    List<UUID> goods() {
        return goods;
    }

    /** Logged in. */
    List<Visitor> visitors() {
        if (visitors.isEmpty() || System.nanoTime() - since > FRESH.toNanos()) {
            since = System.nanoTime();
            visitors = customers.logIn(url);
            input = null;
        }
        return visitors;
    }

    /** A file that the load tool reads. */
    Path input() {
        var tokens = visitors().stream().map(visitor -> "token " + visitor.token());
        if (input == null) {
            var lines = Stream.concat(tokens, goods.stream().map(product -> "product " + product));
            input = scratch.write("shoppers", lines.collect(Collectors.joining("\n", "", "\n")));
        }
        return input;
    }
}
