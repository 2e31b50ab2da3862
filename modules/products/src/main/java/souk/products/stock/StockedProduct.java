package souk.products.stock;

import java.util.UUID;
import souk.shared.money.Money;

/**
 * A product as a reservation sees it while it holds the lock on the stock.
 *
 * @param available on hand less reserved
 */
record StockedProduct(
        UUID id, String name, Money price, long version, UUID sellerId, boolean forSale, long available) {}
