package souk.products.catalog;

import java.util.UUID;
import souk.shared.id.Slug;

/** The slug of a product that was given none. */
final class ProductSlug {

    private static final int ID_DIGITS = 8;

    private ProductSlug() {}

    /** What of the name can be in a slug, its accents folded, and the last digits of the id, which tell namesakes apart. */
    static String of(String name, UUID id) {
        var digits = id.toString();
        var tail = digits.substring(digits.length() - ID_DIGITS);
        var head = Slug.of(name, Slug.MAX_LENGTH - ID_DIGITS - 1);
        return head.isEmpty() ? tail : head + "-" + tail;
    }
}
