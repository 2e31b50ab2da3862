package souk.products.catalog;

import souk.products.grant.Visibility;
import souk.shared.json.Fields;

/** Reads products from outside. Each reader throws a refusal that lists everything that is wrong. */
final class ProductInput {

    static final int MAX_SKU = 64;
    static final int MAX_NAME = 200;
    static final int MAX_DESCRIPTION = 10_000;
    static final long MAX_STOCK = 1_000_000_000;

    private final Fields fields;

    private ProductInput(Fields fields) {
        this.fields = fields;
    }

    /** A body of POST: all but {@code status} and {@code visibility} required. */
    static NewProduct created(Fields fields) {
        var input = new ProductInput(fields);
        var whole = input.whole();
        fields.done();
        var status = whole.status() == null ? ProductStatus.ACTIVE : whole.status();
        var visibility = whole.visibility() == null ? Visibility.PUBLIC : whole.visibility();
        return new NewProduct(
                whole.sku(), whole.name(), whole.description(), whole.price(), whole.stock(), status, visibility);
    }

    /** A body of PUT: all but {@code status}, {@code visibility} and {@code version} required. */
    static ProductChange replaced(Fields fields) {
        var input = new ProductInput(fields);
        var whole = input.whole();
        var version = input.version();
        fields.done();
        return new ProductChange(
                whole.sku(),
                whole.name(),
                whole.description(),
                whole.price(),
                whole.stock(),
                whole.status(),
                whole.visibility(),
                version);
    }

    /** A merge patch: nothing required, but what a product must have cannot be taken away with null. */
    static ProductChange patched(Fields fields) {
        var input = new ProductInput(fields);
        for (var name : new String[] {"sku", "name", "description", "price", "stock", "status", "visibility"}) {
            if (fields.isNull(name)) {
                fields.violation(name, "cannot be removed");
            }
        }
        var change = new ProductChange(
                input.sku(false),
                fields.optionalText("name", 1, MAX_NAME).orElse(null),
                fields.optionalText("description", 0, MAX_DESCRIPTION).orElse(null),
                fields.optionalMoney("price").orElse(null),
                fields.optionalInteger("stock", 0, MAX_STOCK).orElse(null),
                input.status(),
                input.visibility(),
                input.version());
        fields.done();
        return change;
    }

    /** The version that a DELETE names in its body, or null. */
    static Long deleted(Fields fields) {
        var version = new ProductInput(fields).version();
        fields.done();
        return version;
    }

    private ProductChange whole() {
        return new ProductChange(
                sku(true),
                fields.text("name", 1, MAX_NAME),
                fields.text("description", 0, MAX_DESCRIPTION),
                fields.money("price"),
                fields.integer("stock", 0, MAX_STOCK),
                status(),
                visibility(),
                null);
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
