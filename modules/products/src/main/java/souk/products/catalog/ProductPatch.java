package souk.products.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import souk.shared.json.Fields;
import souk.shared.json.WireJson;

/**
 * A JSON merge patch (RFC 7396) of a product. Attributes are merged where they are kept; price and dimensions may be
 * patched in part, {@code {"price": {"amount": "9.99"}}}, and then mean something only over what is there.
 */
record ProductPatch(JsonNode body) {

    boolean needsPresent() {
        return isPartOf("price", "amount", "currency") || isPartOf("dimensions", "lengthMm", "widthMm", "heightMm");
    }

    /** The patch with its price and dimensions merged into the present ones. */
    ProductPatch over(Product present) {
        ObjectNode merged = body.deepCopy();
        merge(merged, "price", present.price());
        merge(merged, "dimensions", present.dimensions());
        return new ProductPatch(merged);
    }

    /** Throws a refusal that lists everything that is wrong. */
    ProductChange change() {
        return ProductInput.patched(Fields.of(body));
    }

    private boolean isPartOf(String name, String... members) {
        var given = body.path(name);
        return given.isObject() && !Stream.of(members).allMatch(given::hasNonNull);
    }

    private static void merge(ObjectNode patch, String name, Object present) {
        if (!patch.path(name).isObject()) {
            return;
        }
        ObjectNode result =
                present == null ? JsonNodeFactory.instance.objectNode() : (ObjectNode) WireJson.tree(present);
        patch.path(name).properties().forEach(member -> {
            if (member.getValue().isNull()) {
                result.remove(member.getKey());
            } else {
                result.set(member.getKey(), member.getValue());
            }
        });
        patch.set(name, result);
    }
}
