package souk.products.importing.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A product whose variants have prices of their own, as Shopify's JSON has it, taken apart into one object for each. */
final class ForeignVariants {

    private ForeignVariants() {}

    static List<ObjectNode> of(ObjectNode product) {
        var variants = product.path("variants");
        var separate = variants.isArray() && !variants.isEmpty();
        for (var variant : variants) {
            separate &= variant.isObject() && variant.hasNonNull("price");
        }
        if (!separate) {
            return List.of(product);
        }
        var apart = new ArrayList<ObjectNode>();
        for (var variant : variants) {
            apart.add(merged(product, (ObjectNode) variant, variants.size() > 1));
        }
        return apart;
    }

    private static ObjectNode merged(ObjectNode product, ObjectNode variant, boolean several) {
        var merged = product.deepCopy();
        merged.remove(List.of("variants", "options"));
        for (var member : variant.properties()) {
            if (!member.getValue().isContainerNode() && !member.getValue().isNull() && isKept(member.getKey())) {
                merged.set(member.getKey(), member.getValue());
            }
        }
        var options = options(product.path("options"), variant, merged);
        var base = text(product, "handle", "slug", "sku", "id");
        if (several && !options.isEmpty()) {
            merged.put("title", text(product, "title", "name") + " – " + String.join(" / ", options));
            merged.put("handle", base + "-" + String.join("-", options));
        }
        if (text(variant, "sku").isEmpty()) {
            merged.put("sku", options.isEmpty() ? base : base + "-" + String.join("-", options));
        }
        return merged;
    }

    private static boolean isKept(String member) {
        return !member.matches(
                "title|name|id|product_id|option[123]|created_at|updated_at|position|admin_graphql_api_id");
    }

    /** Values of the options, which also become members under the names of the options. */
    private static List<String> options(JsonNode names, ObjectNode variant, ObjectNode merged) {
        var values = new ArrayList<String>();
        for (var i = 1; i <= 3; i++) {
            var value = text(variant, "option" + i);
            if (!value.isEmpty() && !value.equals("Default Title")) {
                var name = names.path(i - 1).path("name").asText("option" + i);
                merged.put(name, value);
                values.add(value);
            }
        }
        return values;
    }

    private static String text(ObjectNode object, String... names) {
        for (var name : names) {
            if (object.path(name).isValueNode()
                    && !object.path(name).asText().isBlank()
                    && !object.path(name).isNull()) {
                return object.path(name).asText().strip();
            }
        }
        return "";
    }
}
