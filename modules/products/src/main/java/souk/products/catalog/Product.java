package souk.products.catalog;

import java.time.Instant;
import java.util.UUID;
import souk.products.grant.Visibility;
import souk.shared.money.Money;

/**
 * A product as its readers see it, in JSON with these very members.
 *
 * @param sku unique among the products of its seller
 * @param stock pieces on hand, what orders have reserved among them
 * @param version counts every change of any other member; the entity tag
 */
public record Product(
        UUID id,
        String sku,
        String name,
        String description,
        Money price,
        long stock,
        ProductStatus status,
        Visibility visibility,
        long version,
        UUID sellerId,
        Instant createdAt,
        Instant updatedAt) {}
