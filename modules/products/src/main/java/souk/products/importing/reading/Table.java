package souk.products.importing.reading;

import java.util.List;

/**
 * The columns of a CSV file.
 *
 * @param layout {@code csv} for ours, {@code shopify}, or {@code foreign}
 * @param delimiter between cells
 * @param names in the order of the file
 */
public record Table(String layout, char delimiter, List<String> names) {

    public static final String OWN = "csv";
    public static final String SHOPIFY = "shopify";
    public static final String FOREIGN = "foreign";

    public Table {
        names = List.copyOf(names);
    }
}
