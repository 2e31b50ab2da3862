package souk.products.catalog;

/**
 * Pieces of a product.
 *
 * @param reserved promised to orders and not shipped yet; never more than there are
 * @param available what can still be sold
 */
public record Availability(long onHand, long reserved, long available) {

    static Availability of(long onHand, long reserved) {
        return new Availability(onHand, reserved, onHand - reserved);
    }
}
