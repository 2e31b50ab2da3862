package souk.products.catalog;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import souk.products.grant.Visibility;
import souk.shared.money.Money;

/**
 * What an editor wants to be different. A member that is null stays as it is.
 *
 * @param stock pieces on hand, as an absolute figure
 * @param images all of them
 * @param categories all of them
 * @param version the one that the editor has read, if the body says so, else null
 */
public record ProductChange(
        String sku,
        String slug,
        String name,
        String description,
        Money price,
        Long stock,
        ProductStatus status,
        Visibility visibility,
        AttributeChange attributes,
        List<ProductImage> images,
        List<UUID> categories,
        Edit<Long> weightGrams,
        Edit<Dimensions> dimensions,
        Long version) {

    Optional<Long> basedOn() {
        return Optional.ofNullable(version);
    }
}
