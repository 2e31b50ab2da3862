package souk.products.catalog;

import java.util.List;
import souk.products.grant.Visibility;
import souk.shared.json.Fields;

/** Reads products from outside. Each reader throws a refusal that lists everything that is wrong. */
public final class ProductInput {

    static final int MAX_SKU = 64;
    static final int MAX_NAME = 200;
    static final int MAX_DESCRIPTION = 10_000;
    static final long MAX_STOCK = 1_000_000_000;

    private static final List<String> FIXED =
            List.of("sku", "slug", "name", "description", "price", "stock", "status", "visibility");

    private final Fields fields;
    private final DetailsInput details;

    private ProductInput(Fields fields) {
        this.fields = fields;
        this.details = new DetailsInput(fields);
    }

    /** A body of POST: {@code sku}, {@code name}, {@code description}, {@code price} and {@code stock} required. */
    public static NewProduct created(Fields fields) {
        var whole = new ProductInput(fields).whole(null);
        fields.done();
        return new NewProduct(
                whole.sku(),
                whole.slug(),
                whole.name(),
                whole.description(),
                whole.price(),
                whole.stock(),
                whole.status() == null ? ProductStatus.ACTIVE : whole.status(),
                whole.visibility() == null ? Visibility.PUBLIC : whole.visibility(),
                whole.attributes().set(),
                whole.images(),
                whole.categories(),
                whole.weightGrams().value(),
                whole.dimensions().value());
    }

    /**
     * A body of PUT: the same required. {@code slug}, {@code status} and {@code visibility} are kept when left out; what
     * else is left out is empty afterwards.
     */
    public static ProductChange replaced(Fields fields) {
        var input = new ProductInput(fields);
        var whole = input.whole(input.version());
        fields.done();
        return whole;
    }

    /** A merge patch: nothing required; null empties what a product may be without, and is wrong elsewhere. */
    static ProductChange patched(Fields fields) {
        var input = new ProductInput(fields);
        var details = input.details;
        for (var name : FIXED) {
            if (fields.isNull(name)) {
                fields.violation(name, "cannot be removed");
            }
        }
        var change = new ProductChange(
                input.sku(false),
                details.slug(),
                fields.optionalText("name", 1, MAX_NAME).orElse(null),
                fields.optionalText("description", 0, MAX_DESCRIPTION).orElse(null),
                fields.optionalMoney("price").orElse(null),
                fields.optionalInteger("stock", 0, MAX_STOCK).orElse(null),
                input.status(),
                input.visibility(),
                fields.has("attributes") ? details.attributes() : null,
                fields.has("images") ? details.images() : null,
                fields.has("categories") ? details.categories() : null,
                fields.has("weightGrams") ? Edit.to(details.weightGrams()) : Edit.none(),
                fields.has("dimensions") ? Edit.to(details.dimensions()) : Edit.none(),
                input.version());
        fields.done();
        return change;
    }

    /** The version that a request names in its body, which has nothing else, or null. */
    static Long versionOnly(Fields fields) {
        var version = new ProductInput(fields).version();
        fields.done();
        return version;
    }

    private ProductChange whole(Long version) {
        return new ProductChange(
                sku(true),
                details.slug(),
                fields.text("name", 1, MAX_NAME),
                fields.text("description", 0, MAX_DESCRIPTION),
                fields.money("price"),
                fields.integer("stock", 0, MAX_STOCK),
                status(),
                visibility(),
                AttributeChange.to(details.allAttributes()),
                details.images(),
                details.categories(),
                Edit.to(details.weightGrams()),
                Edit.to(details.dimensions()),
                version);
    }

    private String sku(boolean required) {
        var sku = required
                ? fields.text("sku", 1, MAX_SKU)
                : fields.optionalText("sku", 1, MAX_SKU).orElse(null);
        if (sku != null && !sku.codePoints().allMatch(ProductInput::visible)) {
            fields.violation("sku", "must have printable characters only, without spaces");
        }
        return sku;
    }

    private ProductStatus status() {
        return fields.optionalChoice("status", ProductStatus.class).orElse(null);
    }

    private Visibility visibility() {
        return fields.optionalChoice("visibility", Visibility.class).orElse(null);
    }

    private Long version() {
        return fields.optionalInteger("version", 1, Long.MAX_VALUE).orElse(null);
    }

    private static boolean visible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
