package souk.products.exporting;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import souk.products.catalog.AttributeValue;
import souk.products.catalog.Product;
import souk.products.catalog.ProductImage;
import souk.products.grant.Visibility;
import souk.products.importing.reading.PlainText;
import souk.products.importing.reading.ShopifyColumns;

/**
 * The columns of Shopify's product import: each product with one variant. Cells are not guarded against formulas here,
 * for Shopify would take the guard for a part of the name. What the columns have no place for is left out.
 */
final class ShopifyCsv {

    private static final List<String> COLUMNS = List.of(
            ShopifyColumns.HANDLE,
            ShopifyColumns.TITLE,
            ShopifyColumns.BODY,
            "Vendor",
            "Product Category",
            "Type",
            "Tags",
            "Published",
            "Option1 Name",
            "Option1 Value",
            "Variant SKU",
            "Variant Grams",
            "Variant Inventory Tracker",
            "Variant Inventory Qty",
            "Variant Inventory Policy",
            "Variant Fulfillment Service",
            "Variant Price",
            "Variant Compare At Price",
            "Variant Requires Shipping",
            "Variant Taxable",
            "Variant Barcode",
            "Image Src",
            "Image Position",
            "Image Alt Text",
            "Gift Card",
            "Variant Weight Unit",
            "Status",
            ShopifyColumns.CURRENCY,
            ShopifyColumns.SELLER);

    static final String HEADER = CsvText.line(COLUMNS);

    private ShopifyCsv() {}

    /** One line, and one more for each further image. */
    static String lines(Product product) {
        var lines = new StringBuilder();
        var first = product(product);
        var images = product.images();
        if (!images.isEmpty()) {
            first.putAll(image(product, images.get(0)));
        }
        lines.append(line(first));
        images.stream().skip(1).forEach(image -> lines.append(line(image(product, image))));
        return lines.toString();
    }

    private static Map<String, String> product(Product product) {
        var cells = new HashMap<String, String>();
        cells.put(ShopifyColumns.HANDLE, product.slug());
        cells.put(ShopifyColumns.TITLE, product.name());
        cells.put(ShopifyColumns.BODY, PlainText.asHtml(product.description()));
        cells.put("Published", product.visibility() == Visibility.PUBLIC ? "TRUE" : "FALSE");
        cells.put("Option1 Name", "Title");
        cells.put("Option1 Value", "Default Title");
        cells.put("Variant SKU", product.sku());
        cells.put("Variant Grams", product.weightGrams() == null ? "" : Long.toString(product.weightGrams()));
        cells.put("Variant Inventory Tracker", "shopify");
        cells.put("Variant Inventory Qty", Long.toString(product.stock()));
        cells.put("Variant Inventory Policy", "deny");
        cells.put("Variant Fulfillment Service", "manual");
        cells.put("Variant Price", product.price().amount());
        cells.put("Variant Requires Shipping", "TRUE");
        cells.put("Variant Taxable", "TRUE");
        cells.put("Variant Weight Unit", "g");
        cells.put("Status", product.status().text());
        cells.put(ShopifyColumns.CURRENCY, product.price().currencyCode());
        cells.put(ShopifyColumns.SELLER, product.sellerId().toString());
        attributes(product, cells);
        return cells;
    }

    /** Those of which the column says the same as the attribute when it is read again. */
    private static void attributes(Product product, Map<String, String> cells) {
        var attributes = product.attributes().byKey();
        text(attributes.get("vendor"), "Vendor", cells);
        text(attributes.get("type"), "Type", cells);
        text(attributes.get("category"), "Product Category", cells);
        text(attributes.get("barcode"), "Variant Barcode", cells);
        if (attributes.get("tags") instanceof AttributeValue.Texts tags
                && tags.texts().stream().allMatch(tag -> tag.equals(tag.strip()) && !tag.contains(","))) {
            cells.put("Tags", String.join(", ", tags.texts()));
        }
        if (attributes.get("compare-at-price") instanceof AttributeValue.Number price
                && price.value().signum() >= 0) {
            cells.put("Variant Compare At Price", price.value().toPlainString());
        }
        var isGift = attributes.get("gift-card") instanceof AttributeValue.Flag flag && flag.value();
        cells.put("Gift Card", isGift ? "TRUE" : "FALSE");
    }

    private static void text(AttributeValue value, String column, Map<String, String> cells) {
        if (value instanceof AttributeValue.Text text
                && text.text().equals(text.text().strip())
                && !text.text().startsWith("'")) {
            cells.put(column, text.text());
        }
    }

    private static Map<String, String> image(Product product, ProductImage image) {
        return Map.of(
                ShopifyColumns.HANDLE,
                product.slug(),
                ShopifyColumns.SELLER,
                product.sellerId().toString(),
                "Image Src",
                image.url(),
                "Image Position",
                Integer.toString(image.position()),
                "Image Alt Text",
                image.alt());
    }

    private static String line(Map<String, String> cells) {
        var line = new ArrayList<String>();
        COLUMNS.forEach(column -> line.add(cells.getOrDefault(column, "")));
        return CsvText.line(line);
    }
}
