package souk.products.importing.reading;

import java.util.LinkedHashMap;
import java.util.Map;

/** What tells a variant from the others: such as its size and colour. Names stand only in the product's first row. */
final class ShopifyOptions {

    private static final int MOST = 3;

    private final Map<String, String> values = new LinkedHashMap<>();

    ShopifyOptions(ShopifyColumns columns, Row first, Row variant) {
        for (var i = 1; i <= MOST; i++) {
            var value = columns.text(variant, "Option" + i + " Value");
            var name = columns.text(first, "Option" + i + " Name");
            var plain = name.equalsIgnoreCase("Title") && value.equalsIgnoreCase("Default Title");
            if (!value.isEmpty() && !plain) {
                values.put(Words.key(name).isEmpty() ? "option" + i : name, value);
            }
        }
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    String text(String separator) {
        return String.join(separator, values.values());
    }

    void describe(ForeignDraft draft) {
        values.forEach(draft::attribute);
    }
}
