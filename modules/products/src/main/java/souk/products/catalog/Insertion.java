package souk.products.catalog;

import java.util.UUID;
import souk.shared.id.UuidV7;
import souk.shared.problem.Problem;

/**
 * A product that is to be created under an id.
 *
 * @param id a UUIDv7, for products are listed in its order
 */
public record Insertion(UUID id, NewProduct product) {

    private static final long TOLERATED_SKEW_MILLIS = 300_000;

    public static Insertion of(NewProduct product) {
        return new Insertion(UuidV7.next(), product);
    }

    /**
     * Throws a refusal unless it is a UUIDv7 that is not of a time to come, with which the product would stay the newest
     * for as long.
     */
    static Insertion at(UUID id, NewProduct product) {
        var now = System.currentTimeMillis();
        if (id.version() != 7
                || id.variant() != 2
                || id.getMostSignificantBits() >>> 16 > now + TOLERATED_SKEW_MILLIS) {
            throw Problem.invalid("id", "must be a UUIDv7 that is not of a time to come")
                    .refusal();
        }
        return new Insertion(id, product);
    }

    /** The one that was asked for, or one made from the name. */
    String slug() {
        return product.slug() == null ? ProductSlug.of(product.name(), id) : product.slug();
    }
}
