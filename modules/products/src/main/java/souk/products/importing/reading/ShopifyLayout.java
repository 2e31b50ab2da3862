package souk.products.importing.reading;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The columns of Shopify's product export, old names and new. Consecutive rows with one handle are one product there:
 * its first row has what all variants share, rows without a variant only add images. Here each variant is a product.
 */
final class ShopifyLayout implements Layout {

    private final String currency;
    private final ShopifyColumns columns;

    ShopifyLayout(Table table, String currency) {
        this.currency = currency;
        this.columns = new ShopifyColumns(table.names());
    }

    static boolean isHeader(List<String> names) {
        var columns = new ShopifyColumns(names);
        return columns.has(ShopifyColumns.HANDLE) && columns.has(ShopifyColumns.TITLE);
    }

    @Override
    public boolean belongsTo(Row row, List<Row> group) {
        var handle = columns.text(row, ShopifyColumns.HANDLE);
        return !handle.isEmpty()
                && handle.equals(columns.text(group.get(0), ShopifyColumns.HANDLE))
                && columns.text(row, ShopifyColumns.SELLER).equals(columns.text(group.get(0), ShopifyColumns.SELLER));
    }

    @Override
    public List<Draft> drafts(List<Row> group) {
        var first = group.get(0);
        if (columns.text(first, ShopifyColumns.HANDLE).isEmpty()) {
            return group.stream()
                    .map(row -> Draft.unreadable(row.line(), columns.name(ShopifyColumns.HANDLE), "is missing"))
                    .toList();
        }
        var variants =
                group.stream().filter(row -> row == first || isVariant(row)).toList();
        var images = images(group);
        var slugs = new HashSet<String>();
        var drafts = new ArrayList<Draft>();
        for (var variant : variants) {
            var joined = variant != first
                    ? List.<Long>of()
                    : group.stream()
                            .filter(row -> !variants.contains(row))
                            .map(Row::line)
                            .toList();
            drafts.add(draft(first, variant, images, slugs).done(variant.line(), 0, joined, columns.byPointer()));
        }
        return drafts;
    }

    private boolean isVariant(Row row) {
        return !columns.text(row, "Option1 Value").isEmpty()
                || !columns.text(row, "Variant SKU").isEmpty()
                || !columns.text(row, "Variant Price").isEmpty();
    }

    private record Image(String url, String alt, String position) {

        int place() {
            return position.matches("[0-9]{1,6}") ? Integer.parseInt(position) : 1_000_000;
        }
    }

    private List<Image> images(List<Row> group) {
        return group.stream()
                .map(row -> new Image(
                        columns.text(row, "Image Src"),
                        columns.raw(row, "Image Alt Text"),
                        columns.text(row, "Image Position")))
                .filter(image -> !image.url().isEmpty())
                .sorted(Comparator.comparingInt(Image::place))
                .toList();
    }

    private ForeignDraft draft(Row first, Row variant, List<Image> images, Set<String> slugs) {
        var draft = new ForeignDraft();
        var options = new ShopifyOptions(columns, first, variant);
        var handle = columns.text(first, ShopifyColumns.HANDLE);
        var name = columns.raw(first, ShopifyColumns.TITLE);
        draft.text("name", options.isEmpty() || name.isBlank() ? name : name.strip() + " – " + options.text(" / "));
        var sku = columns.text(variant, "Variant SKU");
        draft.sku(sku.isEmpty() ? options.isEmpty() ? handle : handle + "-" + options.text("-") : sku);
        var slug = Words.slug(options.isEmpty() ? handle : handle + "-" + options.text("-"));
        draft.slug(slugs.add(slug) ? slug : slug + "-" + Words.hash(options.text("/") + sku));
        draft.description(columns.raw(first, ShopifyColumns.BODY));
        price(draft, variant);
        stock(draft, variant);
        state(draft, first);
        columns.categories(first).forEach(draft::category);
        ShopifyDetails.describe(draft, columns, first, variant);
        options.describe(draft);
        var own = columns.text(variant, "Variant Image");
        draft.image(own, "", 0);
        draft.text("sellerId", columns.text(first, ShopifyColumns.SELLER));
        images.forEach(image -> draft.image(image.url(), image.alt(), image.place()));
        columns.others(first, variant).forEach(draft::attribute);
        return draft;
    }

    private void price(ForeignDraft draft, Row variant) {
        var given = columns.text(variant, ShopifyColumns.CURRENCY);
        var inCurrency = given.isEmpty() ? currency : given;
        var amount = columns.text(variant, "Variant Price");
        draft.price(amount.isEmpty() ? "" : PriceText.amount(amount, inCurrency), inCurrency);
    }

    private void stock(ForeignDraft draft, Row variant) {
        var count = columns.text(variant, "Variant Inventory Qty");
        if (!count.isEmpty()) {
            draft.stock(JsonNodeFactory.instance.textNode(count));
        } else if (columns.has("Variant Inventory Qty")) {
            draft.note("its stock is not counted there");
        }
    }

    /** Active, but not published in the online shop: there for those to whom it was shown. */
    private void state(ForeignDraft draft, Row first) {
        var status = columns.text(first, "Status").toLowerCase(Locale.ROOT);
        var hidden = columns.text(first, "Published").equalsIgnoreCase("false");
        if (!columns.has("Status")) {
            draft.status(hidden ? "draft" : "active");
        } else {
            draft.status(status.equals("unlisted") ? "active" : status);
            draft.text("visibility", hidden || status.equals("unlisted") ? "private" : "public");
        }
    }
}
