package souk.local.prove;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import souk.local.client.PlacedOrder;
import souk.local.client.Price;
import souk.local.client.StockLevel;

/**
 * What the shop itself says when the dust has settled.
 *
 * @param orders those of all customers of the run
 * @param stock by product id, as is initialStock
 * @param prices by product id, each by the version of the product that it begins with
 */
public record Evidence(
        List<PlacedOrder> orders,
        Map<String, StockLevel> stock,
        Map<String, Long> initialStock,
        Map<String, NavigableMap<Long, Price>> prices) {
    public Evidence {
        orders = List.copyOf(orders);
        stock = Map.copyOf(stock);
        initialStock = Map.copyOf(initialStock);
        prices = Map.copyOf(prices);
    }

    /** Null if it is not known what the product cost in that version. */
    Price price(String productId, long version) {
        var known = prices.get(productId);
        var begun = known == null ? null : known.floorEntry(version);
        return begun == null ? null : begun.getValue();
    }

    /** How many of the product all orders that stand hold. */
    long placed(String productId) {
        return orders.stream()
                .filter(Evidence::stands)
                .flatMap(order -> order.lines().stream())
                .filter(line -> line.productId().equals(productId))
                .mapToLong(PlacedOrder.Line::quantity)
                .sum();
    }

    private long shipped(String productId) {
        return orders.stream()
                .flatMap(order -> order.lines().stream())
                .filter(line -> line.productId().equals(productId))
                .mapToLong(PlacedOrder.Line::shipped)
                .sum();
    }

    /** What orders that stand still hold. */
    private long open(String productId) {
        return orders.stream()
                .filter(Evidence::stands)
                .flatMap(order -> order.lines().stream())
                .filter(line -> line.productId().equals(productId))
                .mapToLong(line -> line.quantity() - line.shipped())
                .sum();
    }

    private static boolean stands(PlacedOrder order) {
        return !List.of("cancelled", "expired", "refunded").contains(order.status());
    }

    boolean stockAddsUp() {
        return initialStock.keySet().stream().allMatch(this::stockAddsUp);
    }

    boolean stockAddsUp(String productId) {
        var level = stock.get(productId);
        return level != null
                && level.onHand() == initialStock.get(productId) - shipped(productId)
                && level.reserved() == open(productId)
                && level.available() == level.onHand() - level.reserved();
    }
}
