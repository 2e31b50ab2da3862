package souk.products.catalog;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a product is in its life. Only an active one is for sale, and seen by everybody unless it is private. */
public enum ProductStatus {
    DRAFT,
    ACTIVE,
    ARCHIVED;

    /** Lower case, in JSON as in SQL. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ProductStatus> named(String text) {
        return Arrays.stream(values())
                .filter(status -> status.text().equals(text))
                .findFirst();
    }

    static String choices() {
        return Arrays.stream(values()).map(ProductStatus::text).collect(Collectors.joining(", "));
    }
}
