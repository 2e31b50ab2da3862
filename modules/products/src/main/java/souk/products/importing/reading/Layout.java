package souk.products.importing.reading;

import java.util.List;

/** What the columns of a CSV file mean. */
interface Layout {

    static Layout of(Table table, String currency) {
        return switch (table.layout()) {
            case Table.OWN -> new OwnLayout(table, currency);
            case Table.SHOPIFY -> new ShopifyLayout(table, currency);
            default -> new ForeignLayout(table, currency);
        };
    }

    /** Whether the row says more of what the rows before it are about. */
    default boolean belongsTo(Row row, List<Row> group) {
        return false;
    }

    /** @param group one row or several that belong together */
    List<Draft> drafts(List<Row> group);
}
