package souk.products.catalog;

import souk.products.grant.Visibility;
import souk.shared.money.Money;

/**
 * A valid product that does not exist yet.
 *
 * @param stock pieces on hand to begin with
 */
public record NewProduct(
        String sku,
        String name,
        String description,
        Money price,
        long stock,
        ProductStatus status,
        Visibility visibility) {}
