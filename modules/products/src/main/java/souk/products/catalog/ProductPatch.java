package souk.products.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import souk.shared.json.Fields;
import souk.shared.json.WireJson;
import souk.shared.money.Money;

/**
 * A JSON merge patch (RFC 7396) of a product. All members but the price are replaced as a whole; a price may be patched
 * in part, {@code {"price": {"amount": "9.99"}}}, and means something only over the price that is there.
 */
record ProductPatch(JsonNode body) {

    boolean needsPresentPrice() {
        var price = body.path("price");
        return price.isObject() && !(price.hasNonNull("amount") && price.hasNonNull("currency"));
    }

    /** The patch with its price merged into the present one. */
    ProductPatch over(Money present) {
        ObjectNode price = (ObjectNode) WireJson.tree(present);
        body.path("price").properties().forEach(member -> {
            if (member.getValue().isNull()) {
                price.remove(member.getKey());
            } else {
                price.set(member.getKey(), member.getValue());
            }
        });
        ObjectNode merged = body.deepCopy();
        merged.set("price", price);
        return new ProductPatch(merged);
    }

    /** Throws a refusal that lists everything that is wrong. */
    ProductChange change() {
        return ProductInput.patched(Fields.of(body));
    }
}
