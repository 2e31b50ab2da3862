package souk.local.fill;

import java.util.UUID;

/**
 * A product as it was sold.
 *
 * @param version that has this name and price
 */
public record PastGood(UUID id, UUID seller, String name, long priceMinor, String currency, long version) {}
