package souk.local.fill;

import java.util.List;
import java.util.UUID;

/**
 * A product that nobody sells.
 *
 * @param seller which of the sellers, from 0 on
 * @param attributes as JSON
 * @param images as JSON
 * @param sizes length, width and height in millimetres
 */
record MadeProduct(
        int number,
        int seller,
        String name,
        String slug,
        String description,
        long priceMinor,
        String currency,
        String status,
        long stock,
        String attributes,
        String images,
        long weightGrams,
        List<Integer> sizes,
        List<UUID> categories) {
    UUID id() {
        return MadeIds.product(number);
    }

    String sku() {
        return "BENCH-%08d".formatted(number);
    }
}
