package souk.local.prove;

import java.util.List;
import java.util.Map;
import souk.local.client.PlacedOrder;
import souk.local.client.StockLevel;

/**
 * What the shop itself says when the dust has settled.
 *
 * @param orders those of all customers of the run
 * @param stock by product id, as is initialStock
 */
public record Evidence(List<PlacedOrder> orders, Map<String, StockLevel> stock, Map<String, Long> initialStock) {
    public Evidence {
        orders = List.copyOf(orders);
        stock = Map.copyOf(stock);
        initialStock = Map.copyOf(initialStock);
    }

    /** How many of the product all orders that stand hold. */
    long placed(String productId) {
        return orders.stream()
                .filter(order -> !order.status().equals("cancelled"))
                .flatMap(order -> order.lines().stream())
                .filter(line -> line.productId().equals(productId))
                .mapToLong(PlacedOrder.Line::quantity)
                .sum();
    }

    boolean stockAddsUp() {
        return initialStock.keySet().stream().allMatch(this::stockAddsUp);
    }

    boolean stockAddsUp(String productId) {
        var level = stock.get(productId);
        return level != null
                && level.onHand() == initialStock.get(productId)
                && level.reserved() == placed(productId)
                && level.available() == level.onHand() - level.reserved();
    }
}
