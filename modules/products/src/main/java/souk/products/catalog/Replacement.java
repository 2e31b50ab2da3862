package souk.products.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.TreeSet;
import souk.shared.json.WireJson;
import souk.shared.money.Money;

/**
 * A product as it is, which its caller has locked, and as it is to be.
 *
 * @param wanted with the same SKU; without a slug it keeps the one that it has
 */
public record Replacement(Product before, NewProduct wanted) {

    String slug() {
        return wanted.slug() == null ? before.slug() : wanted.slug();
    }

    /** What becomes different, as the history has it; empty if nothing does. */
    public ObjectNode changes() {
        var changes = JsonNodeFactory.instance.objectNode();
        put(changes, "slug", before.slug(), slug());
        put(changes, "name", before.name(), wanted.name());
        put(changes, "description", before.description(), wanted.description());
        if (!before.price().equals(wanted.price())) {
            put(changes, "price", price(before.price()), price(wanted.price()));
        }
        put(changes, "stock", before.stock(), wanted.stock());
        put(changes, "status", before.status(), wanted.status());
        put(changes, "visibility", before.visibility(), wanted.visibility());
        attributes(changes);
        put(changes, "images", before.images(), wanted.images());
        put(changes, "categories", before.categories(), wanted.categories());
        put(changes, "weightGrams", before.weightGrams(), wanted.weightGrams());
        put(changes, "dimensions", before.dimensions(), wanted.dimensions());
        return changes;
    }

    private void attributes(ObjectNode changes) {
        var from = before.attributes().byKey();
        var to = wanted.attributes().byKey();
        var keys = new TreeSet<>(from.keySet());
        keys.addAll(to.keySet());
        keys.forEach(key -> put(changes, "attributes/" + key, from.get(key), to.get(key)));
    }

    private static JsonNode price(Money price) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("minorUnits", price.minorUnits())
                .put("currency", price.currencyCode());
    }

    private static void put(ObjectNode changes, String member, Object from, Object to) {
        if (!Objects.equals(from, to)) {
            changes.putObject(member)
                    .<ObjectNode>set("from", WireJson.tree(from))
                    .set("to", WireJson.tree(to));
        }
    }
}
