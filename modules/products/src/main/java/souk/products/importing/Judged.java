package souk.products.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.UUID;
import souk.products.catalog.Insertion;
import souk.products.catalog.NewProduct;
import souk.products.catalog.Replacement;
import souk.products.importing.reading.Draft;
import souk.shared.json.WireJson;
import souk.shared.problem.Violation;

/**
 * What is to be done about a draft: of the two, one at most is there.
 *
 * @param violations if there are any, nothing is done
 * @param unchanged the product that says the same already, or null
 */
record Judged(Draft draft, Insertion insertion, Replacement replacement, UUID unchanged, List<Violation> violations) {

    Judged {
        violations = List.copyOf(violations);
    }

    static Judged failed(Draft draft, List<Violation> violations) {
        return new Judged(draft, null, null, null, violations);
    }

    Judged failing(List<Violation> found) {
        return failed(draft, found);
    }

    /** The slug that is asked for, or null if that changes nothing. */
    String slug() {
        if (insertion != null) {
            return insertion.product().slug();
        }
        var asked = replacement == null ? null : replacement.wanted().slug();
        return asked == null || asked.equals(replacement.before().slug()) ? null : asked;
    }

    /** The same with the slug that a product without one gets. */
    Judged withoutSlug() {
        return insertion == null
                ? this
                : new Judged(
                        draft, new Insertion(insertion.id(), unnamed(insertion.product())), null, null, violations);
    }

    private static NewProduct unnamed(NewProduct product) {
        return new NewProduct(
                product.sku(),
                null,
                product.name(),
                product.description(),
                product.price(),
                product.stock(),
                product.status(),
                product.visibility(),
                product.attributes(),
                product.images(),
                product.categories(),
                product.weightGrams(),
                product.dimensions());
    }

    /** @param dryRun whether a new product is not there afterwards */
    LineVerdict verdict(boolean dryRun) {
        var product = unchanged != null
                ? unchanged
                : replacement != null ? replacement.before().id() : insertion == null || dryRun ? null : insertion.id();
        return new LineVerdict(
                draft.line(),
                draft.part(),
                outcome(),
                product,
                draft.sku(),
                null,
                WireJson.tree(draft.located(violations)),
                notes());
    }

    private String outcome() {
        if (!violations.isEmpty()) {
            return "failed";
        }
        return insertion != null ? "created" : replacement != null ? "updated" : "unchanged";
    }

    private JsonNode notes() {
        ArrayNode notes = JsonNodeFactory.instance.arrayNode();
        draft.notes().forEach(notes::add);
        return notes;
    }
}
