package souk.products.importing.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import souk.shared.problem.Violation;

/** Tells by its columns what a CSV file is. */
final class Header {

    private static final int MAX_COLUMNS = 500;

    private Header() {}

    /** @param wanted the layout, or null to recognise it */
    static Table recognise(List<String> cells, char delimiter, String wanted) {
        var names = cells.stream().map(String::strip).toList();
        if (names.size() > MAX_COLUMNS) {
            throw new UnusableFile("There are more than " + MAX_COLUMNS + " columns.");
        }
        var layout = wanted == null ? layout(names) : wanted;
        var violations = new ArrayList<>(duplicates(names));
        if (layout.equals(Table.OWN)) {
            violations.addAll(OwnLayout.violations(names));
        } else if (layout.equals(Table.SHOPIFY) && !ShopifyLayout.isHeader(names)) {
            violations.add(new Violation("", "must have the columns Handle and Title, or URL handle and Title"));
        }
        if (!violations.isEmpty()) {
            throw new UnusableFile("The columns are not right.", violations);
        }
        return new Table(layout, delimiter, names);
    }

    private static String layout(List<String> names) {
        if (ShopifyLayout.isHeader(names)) {
            return Table.SHOPIFY;
        }
        if (OwnLayout.isHeader(names)) {
            return Table.OWN;
        }
        if (ForeignLayout.isHeader(names)) {
            return Table.FOREIGN;
        }
        throw new UnusableFile(
                "The first line is no header that is known here: neither sku, name and price, nor Shopify's Handle and "
                        + "Title, nor a name and a price by other names.");
    }

    private static List<Violation> duplicates(List<String> names) {
        var seen = new HashSet<String>();
        return names.stream()
                .filter(name -> !name.isEmpty() && !seen.add(name.toLowerCase(Locale.ROOT)))
                .map(name -> new Violation(name, "is there more than once"))
                .toList();
    }
}
