package souk.products.inventory;

import java.util.UUID;

/**
 * Pieces of a product.
 *
 * @param reserved promised to orders and not shipped yet; never more than there are
 * @param available what can still be sold
 * @param version of the product: it grows with each change of what is on hand, and not with a reservation
 */
record StockLevel(UUID productId, long onHand, long reserved, long available, long version) {

    static StockLevel of(UUID product, long onHand, long reserved, long version) {
        return new StockLevel(product, onHand, reserved, onHand - reserved, version);
    }
}
