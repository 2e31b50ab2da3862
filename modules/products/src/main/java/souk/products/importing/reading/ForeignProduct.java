package souk.products.importing.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A product of another shop, whose members have many names. What is not understood but is a scalar becomes an attribute;
 * what is nested is left out, and the line says so.
 */
final class ForeignProduct {

    private static final String[] NAMES = {"name", "title", "productName", "productTitle", "itemName", "label"};
    private static final String[] SKUS = {
        "sku",
        "productCode",
        "articleNumber",
        "itemNumber",
        "code",
        "mpn",
        "asin",
        "productId",
        "id",
        "uid",
        "gtin",
        "gtin13",
        "ean",
        "upc",
        "barcode",
        "handle",
        "slug",
        "urlKey"
    };
    private static final String[] DESCRIPTIONS = {
        "description",
        "bodyHtml",
        "longDescription",
        "fullDescription",
        "shortDescription",
        "summary",
        "content",
        "body"
    };
    private static final String[] STOCKS = {
        "stock",
        "stockQuantity",
        "inventoryQuantity",
        "quantity",
        "qty",
        "inventory",
        "availableQuantity",
        "stockLevel",
        "inventoryLevel",
        "countInStock",
        "unitsInStock",
        "onHand"
    };
    private static final Set<String> ACTIVE = Set.of("active", "publish", "published", "enabled", "1", "available");
    private static final Set<String> HIDDEN =
            Set.of("draft", "pending", "private", "disabled", "2", "future", "inactive");

    private final Members members;
    private final ForeignDraft draft = new ForeignDraft();
    private final String currency;

    private ForeignProduct(ObjectNode json, String currency) {
        this.members = new Members(json);
        this.currency = currency;
    }

    /** One draft, or one for each of its variants if there are some with prices of their own. */
    static List<Draft> read(ObjectNode json, long line, String currency, Map<String, String> columns) {
        var item = json.path("item").isObject() ? (ObjectNode) json.get("item") : json;
        var variants = ForeignVariants.of(item);
        var drafts = new ArrayList<Draft>();
        for (var variant : variants) {
            drafts.add(new ForeignProduct(variant, currency).draft().done(line, drafts.size(), List.of(), columns));
        }
        return drafts;
    }

    private ForeignDraft draft() {
        draft.text("name", members.takeText(NAMES));
        identity();
        draft.description(members.takeText(DESCRIPTIONS));
        ForeignPrice.read(members, currency, draft);
        stock();
        status();
        ForeignCategories.read(members, draft);
        ForeignImages.read(members, draft);
        weight();
        rest();
        return draft;
    }

    private void identity() {
        var slug = members.look("slug").isTextual()
                ? "slug"
                : members.look("handle").isTextual() ? "handle" : "urlKey";
        var address = members.look(slug);
        for (var name : SKUS) {
            var value = members.look(name);
            if (value.isTextual() || value.isNumber()) {
                draft.sku(value.isNumber() ? value.decimalValue().toPlainString() : value.textValue());
                members.take(name);
                break;
            }
        }
        if (address.isTextual()) {
            draft.slug(address.textValue());
            members.take(slug);
        }
    }

    private void stock() {
        var count = members.take(STOCKS);
        if (count.isObject()) {
            count = new Members((ObjectNode) count).take("quantity", "qty", "available", "count", "level", "total");
        } else if (count.isMissingNode()) {
            count = members.look("extensionAttributes").path("stock_item").path("qty");
        }
        if (count.isNumber() || count.isTextual() && count.textValue().strip().matches("-?[0-9]+(\\.0+)?")) {
            draft.stock(count);
        } else if (!count.isMissingNode()) {
            draft.attribute("availability", count);
        }
    }

    private void status() {
        var status = members.takeText("status", "state").toLowerCase(Locale.ROOT);
        if (ACTIVE.contains(status)) {
            draft.status("active");
        } else if (HIDDEN.contains(status)) {
            draft.status("draft");
        } else if (status.equals("archived")) {
            draft.status(status);
        } else {
            draft.attribute("status", status);
        }
    }

    private void weight() {
        var grams = members.take("weightGrams", "grams", "weightInGrams");
        if (grams.isNumber() || grams.isTextual()) {
            PriceText.number(grams.asText()).ifPresent(value -> draft.weight(value, "g"));
            members.take("weight");
            members.take("weightUnit");
            return;
        }
        var unit = members.takeText("weightUnit");
        var weight = members.take("weight");
        if (weight.isObject()) {
            var inside = new Members((ObjectNode) weight);
            unit = inside.takeText("unit", "unitText", "unitCode");
            weight = inside.take("value", "amount");
        }
        var inUnit = unit;
        PriceText.number(weight.asText()).ifPresent(value -> draft.weight(value, inUnit));
    }

    private void rest() {
        var seen = new HashSet<String>();
        for (var member : members.left().entrySet()) {
            if (!member.getKey().startsWith("_") && !member.getKey().startsWith("@") && seen.add(member.getKey())) {
                draft.attribute(member.getKey(), named(member.getValue()));
            }
        }
    }

    /** A brand or maker is often an object of which only the name says something. */
    private static JsonNode named(JsonNode value) {
        return value.isObject() && value.path("name").isTextual() ? value.get("name") : value;
    }
}
