package souk.products.importing.reading;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.stream.Stream;

/** What of Shopify's columns becomes attributes and weight. */
final class ShopifyDetails {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ShopifyDetails() {}

    static void describe(ForeignDraft draft, ShopifyColumns columns, Row first, Row variant) {
        draft.attribute("vendor", columns.text(first, "Vendor"));
        draft.attribute("type", columns.text(first, "Type"));
        draft.attribute("category", columns.text(first, "Product Category"));
        draft.attribute("barcode", columns.text(variant, "Variant Barcode").replaceFirst("^'", ""));
        tags(draft, columns.text(first, "Tags"));
        PriceText.number(columns.text(variant, "Variant Compare At Price"))
                .ifPresent(price -> draft.attribute("compare-at-price", JSON.numberNode(price)));
        if (columns.text(first, "Gift Card").equalsIgnoreCase("true")) {
            draft.attribute("gift-card", JSON.booleanNode(true));
        }
        PriceText.number(columns.text(variant, "Variant Grams")).ifPresent(grams -> draft.weight(grams, "g"));
    }

    private static void tags(ForeignDraft draft, String tags) {
        var array = JSON.arrayNode();
        Stream.of(tags.split(","))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .forEach(array::add);
        draft.attribute("tags", array);
    }
}
