package souk.local.prove;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import souk.local.client.PlacedOrder.Line;
import souk.local.client.Shop;
import souk.local.client.Visitor;

/**
 * Products of one run: one that half of all orders take, one that sells out, and some others.
 *
 * @param initialStock by product id
 */
record Goods(String hot, String scarce, List<String> others, Map<String, Long> initialStock) {
    private static final long PLENTY = 1_000_000;
    private static final long FEW = 40;
    private static final int OTHERS = 18;

    static Goods create(Shop shop, Visitor seller, String run) {
        var stock = new LinkedHashMap<String, Long>();
        var hot = create(shop, seller, run + "-hot", PLENTY, stock);
        var scarce = create(shop, seller, run + "-scarce", FEW, stock);
        var others = new ArrayList<String>();
        for (int number = 1; number <= OTHERS; number++) {
            others.add(create(shop, seller, run + "-" + number, PLENTY, stock));
        }
        return new Goods(hot, scarce, others, stock);
    }

    void archive(Shop shop, Visitor seller) {
        initialStock.keySet().forEach(id -> shop.archiveProduct(seller, id));
    }

    String any(RandomGenerator random) {
        return random.nextInt(4) == 0 ? hot : others.get(random.nextInt(others.size()));
    }

    /** Two or three lines: every second order has the hot product, every twelfth the scarce one. */
    List<Line> cart(RandomGenerator random) {
        var first = random.nextInt(12) == 0 ? scarce : random.nextBoolean() ? hot : others.get(0);
        var lines = new ArrayList<Line>();
        lines.add(new Line(first, 1 + random.nextInt(3)));
        var from = 1 + random.nextInt(others.size() - 2);
        lines.add(new Line(others.get(from), 1 + random.nextInt(3)));
        if (random.nextBoolean()) {
            lines.add(0, new Line(others.get(from + 1), 1));
        }
        return lines;
    }

    private static String create(Shop shop, Visitor seller, String sku, long stock, Map<String, Long> initialStock) {
        var id = shop.createProduct(seller, sku, "Test drive " + sku, stock);
        initialStock.put(id, stock);
        return id;
    }
}
