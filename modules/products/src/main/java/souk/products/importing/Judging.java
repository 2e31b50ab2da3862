package souk.products.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import souk.products.catalog.BulkRepository.Locked;
import souk.products.catalog.Insertion;
import souk.products.catalog.NewProduct;
import souk.products.catalog.ProductInput;
import souk.products.catalog.Replacement;
import souk.products.importing.reading.Draft;
import souk.shared.id.UuidV7;
import souk.shared.json.Fields;
import souk.shared.json.WireJson;
import souk.shared.problem.Refusal;
import souk.shared.problem.Violation;

/** Compares what lines say with the products that are there. A member that a line does not name stays as it is. */
final class Judging {

    private static final List<String> READ_ONLY =
            List.of("id", "version", "sellerId", "createdAt", "updatedAt", "deletedAt");

    private final Job job;
    private final Map<Owned, Locked> there;
    private final CategoryNames categories;

    /** What names a product. */
    record Owned(UUID seller, String sku) {

        /** Whose product the line is about; the maker's unless it says otherwise. */
        static Owned of(Draft draft, UUID maker) {
            var seller = UuidV7.parse(draft.product().path("sellerId").asText());
            return new Owned(seller.orElse(maker), draft.sku());
        }
    }

    Judging(Job job, Map<Owned, Locked> there, CategoryNames categories) {
        this.job = job;
        this.there = there;
        this.categories = categories;
    }

    Judged judge(Draft draft) {
        if (draft.product() == null) {
            return Judged.failed(draft, draft.violations());
        }
        var owned = Owned.of(draft, job.act().actor());
        var found = there.get(owned);
        var violations = new ArrayList<>(draft.violations());
        var own = owned.seller().equals(job.act().actor());
        if (!own && (!job.writesAll() || found == null)) {
            violations.add(new Violation(
                    "/sellerId",
                    job.writesAll() ? "has no product with this SKU; new ones can only be your own" : "is not you"));
        }
        var wanted = wanted(draft, found, violations);
        if (wanted == null || !violations.isEmpty()) {
            return Judged.failed(draft, violations);
        }
        return found == null ? created(draft, wanted) : changed(draft, wanted, found);
    }

    private static Judged created(Draft draft, NewProduct wanted) {
        return new Judged(draft, Insertion.of(wanted), null, null, List.of());
    }

    private static Judged changed(Draft draft, NewProduct wanted, Locked found) {
        var replacement = new Replacement(found.product(), wanted);
        if (replacement.changes().isEmpty()) {
            return new Judged(draft, null, null, found.product().id(), List.of());
        }
        var violations = new ArrayList<Violation>();
        var version = draft.product().path("version");
        if (!version.isMissingNode() && version.asLong() != found.product().version()) {
            violations.add(new Violation(
                    "/version", "is not the present one, " + found.product().version()));
        }
        if (wanted.stock() < found.reserved()) {
            violations.add(new Violation("/stock", "must not be less than the " + found.reserved() + " in orders"));
        }
        return violations.isEmpty()
                ? new Judged(draft, null, replacement, null, List.of())
                : Judged.failed(draft, violations);
    }

    /** Null, with violations noted, if it is no valid product. */
    private NewProduct wanted(Draft draft, Locked found, List<Violation> violations) {
        var json = found == null ? empty() : (ObjectNode) WireJson.tree(found.product());
        var id = draft.product().path("id");
        if (found != null
                && id.isTextual()
                && !id.textValue().equals(found.product().id().toString())) {
            violations.add(new Violation("/id", "is not the id of the product with this SKU"));
        }
        if (draft.product().hasNonNull("deletedAt")) {
            violations.add(new Violation("/deletedAt", "cannot be set"));
        }
        json.remove(READ_ONLY);
        draft.product().properties().forEach(member -> put(json, member, draft, found != null));
        if (draft.foreign()) {
            attach(json, draft);
        }
        json.remove(READ_ONLY);
        try {
            return ProductInput.created(Fields.of(json));
        } catch (Refusal invalid) {
            violations.addAll(invalid.problem().errors());
            return null;
        }
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode().put("description", "").put("stock", 0);
    }

    private static void put(ObjectNode json, Map.Entry<String, JsonNode> member, Draft draft, boolean isThere) {
        var name = member.getKey();
        if (draft.foreign() && name.equals("attributes") && json.get(name) instanceof ObjectNode attributes) {
            attributes.setAll((ObjectNode) member.getValue());
        } else if (!(draft.foreign() && isThere && name.equals("slug"))) {
            json.set(name, member.getValue());
        }
    }

    private void attach(ObjectNode json, Draft draft) {
        var ids = new LinkedHashSet<String>();
        json.path("categories").forEach(id -> ids.add(id.asText()));
        draft.categories()
                .forEach(path -> categories.find(path).map(UUID::toString).ifPresent(ids::add));
        ArrayNode all = json.putArray("categories");
        ids.forEach(all::add);
    }
}
