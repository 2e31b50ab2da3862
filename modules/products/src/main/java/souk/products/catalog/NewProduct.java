package souk.products.catalog;

import java.util.List;
import java.util.UUID;
import souk.products.grant.Visibility;
import souk.shared.money.Money;

/**
 * A valid product that does not exist yet.
 *
 * @param slug null for one that is made from the name
 * @param stock pieces on hand to begin with
 * @param weightGrams null if nobody says
 * @param dimensions null if nobody says
 */
public record NewProduct(
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
        Long weightGrams,
        Dimensions dimensions) {

    public NewProduct {
        images = List.copyOf(images);
        categories = List.copyOf(categories);
    }
}
