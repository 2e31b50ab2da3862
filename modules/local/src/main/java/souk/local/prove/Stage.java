package souk.local.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import souk.local.client.Shop;
import souk.local.client.Visitor;

/** Accounts and products made for one run, so that nobody else's orders blur its sums. */
record Stage(String url, Visitor seller, Goods goods, List<Household> households) {
    private static final int HOUSEHOLDS = 4;

    static Stage set(String url) {
        var run = "prove-" + UUID.randomUUID().toString().substring(0, 13);
        try (var shop = new Shop(url)) {
            var seller = shop.register(run + "-seller", "seller");
            var households = new ArrayList<Household>();
            for (int number = 1; number <= HOUSEHOLDS; number++) {
                households.add(new Household(shop.register(run + "-" + number, "customer")));
            }
            return new Stage(url, seller, Goods.create(shop, seller, run), households);
        }
    }

    /** Takes the products out of the shop's lists. */
    void clear() {
        try (var shop = new Shop(url)) {
            goods.archive(shop, seller);
        }
    }
}
