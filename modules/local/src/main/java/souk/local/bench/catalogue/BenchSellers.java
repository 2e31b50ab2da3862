package souk.local.bench.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import souk.local.client.Shop;
import souk.local.client.Visitor;
import souk.local.data.LocalFailure;

/** Whose the made-up products are. */
record BenchSellers(List<Seller> sellers) {
    static final int COUNT = 8;

    BenchSellers {
        sellers = List.copyOf(sellers);
    }

    record Seller(UUID id, String username, String password) {}

    private record Profile(UUID id) {}

    List<UUID> ids() {
        return sellers.stream().map(Seller::id).toList();
    }

    static BenchSellers register(String url) {
        var run = "catalogue-" + UUID.randomUUID().toString().substring(0, 8);
        try (var shop = new Shop(url)) {
            var sellers = new ArrayList<Seller>();
            for (int number = 1; number <= COUNT; number++) {
                var visitor = shop.register(run + "-" + number, "seller");
                var id = shop.call(visitor, "GET", "/api/v1/profile", null)
                        .as(Profile.class)
                        .id();
                sellers.add(new Seller(id, visitor.username(), visitor.password()));
            }
            return new BenchSellers(sellers);
        }
    }

    /** Fresh tokens, good for ten minutes. */
    List<Visitor> logIn(String url) {
        try (var shop = new Shop(url)) {
            return sellers.stream()
                    .map(seller -> shop.logIn(seller.username(), seller.password()))
                    .toList();
        }
    }

    boolean works(String url) {
        try {
            return logIn(url).size() == COUNT;
        } catch (LocalFailure unusable) {
            return false;
        }
    }
}
