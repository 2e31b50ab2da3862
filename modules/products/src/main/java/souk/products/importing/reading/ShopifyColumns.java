package souk.products.importing.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds Shopify's columns by the names that they have had over the years. */
public final class ShopifyColumns {

    public static final String HANDLE = "Handle";
    public static final String TITLE = "Title";
    public static final String BODY = "Body (HTML)";

    /** Ours, for Shopify's files have no currency and only one seller. */
    public static final String CURRENCY = "Souk Currency";

    public static final String SELLER = "Souk Seller";

    private static final Map<String, String> NEWER = Map.ofEntries(
            Map.entry("url handle", HANDLE),
            Map.entry("description", BODY),
            Map.entry("product type", "Type"),
            Map.entry("custom product type", "Type"),
            Map.entry("standard product type", "Product Category"),
            Map.entry("standardized product type", "Product Category"),
            Map.entry("published on online store", "Published"),
            Map.entry("sku", "Variant SKU"),
            Map.entry("barcode", "Variant Barcode"),
            Map.entry("price", "Variant Price"),
            Map.entry("compare-at price", "Variant Compare At Price"),
            Map.entry("compare at price", "Variant Compare At Price"),
            Map.entry("inventory quantity", "Variant Inventory Qty"),
            Map.entry("inventory tracker", "Variant Inventory Tracker"),
            Map.entry("continue selling when out of stock", "Variant Inventory Policy"),
            Map.entry("fulfillment service", "Variant Fulfillment Service"),
            Map.entry("weight value (grams)", "Variant Grams"),
            Map.entry("weight unit for display", "Variant Weight Unit"),
            Map.entry("requires shipping", "Variant Requires Shipping"),
            Map.entry("charge tax", "Variant Taxable"),
            Map.entry("tax code", "Variant Tax Code"),
            Map.entry("product image url", "Image Src"),
            Map.entry("image position", "Image Position"),
            Map.entry("image alt text", "Image Alt Text"),
            Map.entry("variant image url", "Variant Image"));

    /** Said otherwise, of no use here, or nobody's business outside: what a thing costs its seller. */
    private static final Set<String> NOT_KEPT = Set.of(
            "handle",
            "title",
            "body (html)",
            "product category",
            "published",
            "status",
            "tags",
            "type",
            "vendor",
            "cost per item",
            "gift card",
            "image src",
            "image position",
            "image alt text",
            "souk currency",
            "souk seller",
            "unit price total measure",
            "unit price total measure unit",
            "unit price base measure",
            "unit price base measure unit");

    private final List<String> names;
    private final Map<String, Integer> places = new HashMap<>();

    ShopifyColumns(List<String> names) {
        this.names = names;
        for (var i = 0; i < names.size(); i++) {
            places.putIfAbsent(canonical(names.get(i)), i);
        }
    }

    private static String canonical(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return NEWER.getOrDefault(lower, lower).toLowerCase(Locale.ROOT);
    }

    boolean has(String column) {
        return places.containsKey(column.toLowerCase(Locale.ROOT));
    }

    String text(Row row, String column) {
        return raw(row, column).strip();
    }

    String raw(Row row, String column) {
        return row.cell(places.getOrDefault(column.toLowerCase(Locale.ROOT), -1));
    }

    /** As the file writes it. */
    String name(String column) {
        var place = places.get(column.toLowerCase(Locale.ROOT));
        return place == null ? column : names.get(place);
    }

    Map<String, String> byPointer() {
        return Map.of(
                "/sku", name("Variant SKU"),
                "/slug", name(HANDLE),
                "/name", name(TITLE),
                "/description", name(BODY),
                "/price", name("Variant Price"),
                "/stock", name("Variant Inventory Qty"),
                "/status", name("Status"),
                "/images", name("Image Src"),
                "/weightGrams", name("Variant Grams"),
                "/attributes", "attributes");
    }

    /** The path in Shopify's taxonomy, and the type. */
    List<List<String>> categories(Row first) {
        var paths = new ArrayList<List<String>>();
        var taxonomy = text(first, "Product Category");
        if (!taxonomy.isEmpty()) {
            paths.add(List.of(taxonomy.split("\\s*>\\s*")));
        }
        var type = text(first, "Type");
        if (!type.isEmpty()) {
            paths.add(List.of(type.split("\\s*>\\s*")));
        }
        return paths;
    }

    /** What is said in columns that nobody asked for, of the variant or else of the product. */
    Map<String, String> others(Row first, Row variant) {
        var others = new LinkedHashMap<String, String>();
        for (var i = 0; i < names.size(); i++) {
            var canonical = canonical(names.get(i));
            var value = variant.cell(i).isBlank() ? first.cell(i) : variant.cell(i);
            if (!value.isBlank() && isOther(canonical)) {
                others.put(names.get(i).replaceFirst("\\s*\\(product\\.metafields\\..*\\)$", ""), value.strip());
            }
        }
        return others;
    }

    private static boolean isOther(String canonical) {
        return !NOT_KEPT.contains(canonical)
                && !canonical.startsWith("variant ")
                && !canonical.matches("option[123] .*")
                && !canonical.matches("(included|price|compare at price|compare-at price) / .*");
    }
}
