package souk.products.catalog;

import java.util.Optional;
import souk.products.grant.Visibility;
import souk.shared.money.Money;

/**
 * What an editor wants to be different. A member that is null stays as it is.
 *
 * @param stock pieces on hand, as an absolute figure
 * @param version the one that the editor has read, if the body says so, else null
 */
public record ProductChange(
        String sku,
        String name,
        String description,
        Money price,
        Long stock,
        ProductStatus status,
        Visibility visibility,
        Long version) {

    Optional<Long> basedOn() {
        return Optional.ofNullable(version);
    }
}
