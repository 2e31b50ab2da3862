package souk.products.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import souk.products.grant.Visibility;
import souk.shared.money.Money;

/**
 * A product as its readers see it, in JSON with these very members.
 *
 * @param sku unique among the products of its seller
 * @param slug stands for the product in addresses; unique among the products of its seller
 * @param stock pieces on hand, what orders have reserved among them
 * @param images in the order of their positions
 * @param categories in the order of its seller
 * @param weightGrams null if nobody has said
 * @param dimensions null if nobody has said
 * @param version counts every change of any other member; the entity tag
 * @param deletedAt null unless it is deleted, and then only those see it who may restore it
 */
public record Product(
        UUID id,
        String sku,
        String slug,
        String name,
        String description,
        Money price,
        long stock,
        ProductStatus status,
        Visibility visibility,
        Attributes attributes,
        List<ProductImage> images,
        List<UUID> categories,
        @JsonInclude(JsonInclude.Include.ALWAYS) Long weightGrams,
        @JsonInclude(JsonInclude.Include.ALWAYS) Dimensions dimensions,
        long version,
        UUID sellerId,
        Instant createdAt,
        Instant updatedAt,
        Instant deletedAt) {

    public Product {
        images = List.copyOf(images);
        categories = List.copyOf(categories);
    }

    /** Whether everybody sees it. */
    public boolean seenByAll() {
        return deletedAt == null && status == ProductStatus.ACTIVE && visibility == Visibility.PUBLIC;
    }
}
