package souk.local.fill;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Everything that the tables of the products service hold about products that were just created. */
record MadeRows(List<MadeProduct> products, List<UUID> sellers) {
    private static final String PRODUCT_COLUMNS = "id, sku, owner_id, name, slug, description, price_minor, currency,"
            + " status, attributes, images, category_ids, weight_grams, length_mm, width_mm, height_mm, created_at, updated_at";

    private static final String FIRST_VERSION = """
            {"price": {"from": null, "to": {"minorUnits": %d, "currency": "%s"}}, "stock": {"from": null, "to": %d}}""";

    void writeTo(Connection connection) throws SQLException {
        CopyTable.fill(connection, "products", PRODUCT_COLUMNS, this::products);
        CopyTable.fill(connection, "stock", "product_id, on_hand", this::stock);
        CopyTable.fill(connection, "stock_movements", "id, product_id, delta, reason, actor, at", this::movements);
        CopyTable.fill(connection, "product_history", "product_id, version, actor, action, changes, at", this::history);
    }

    private void products(CopyTable table) throws SQLException {
        for (var product : products) {
            var made = MadeIds.madeAt(product.number());
            table.row(
                    product.id(),
                    product.sku(),
                    sellerOf(product),
                    product.name(),
                    product.slug(),
                    product.description(),
                    product.priceMinor(),
                    product.currency(),
                    product.status(),
                    product.attributes(),
                    product.images(),
                    categories(product),
                    product.weightGrams(),
                    product.sizes().get(0),
                    product.sizes().get(1),
                    product.sizes().get(2),
                    made,
                    made);
        }
    }

    private void stock(CopyTable table) throws SQLException {
        for (var product : products) {
            table.row(product.id(), product.stock());
        }
    }

    /** What is on hand is the sum of a product's movements; none moves nothing. */
    private void movements(CopyTable table) throws SQLException {
        for (var product : products) {
            if (product.stock() > 0) {
                table.row(
                        MadeIds.movement(product.number()),
                        product.id(),
                        product.stock(),
                        "initial stock",
                        sellerOf(product),
                        MadeIds.madeAt(product.number()));
            }
        }
    }

    private void history(CopyTable table) throws SQLException {
        for (var product : products) {
            table.row(
                    product.id(),
                    1,
                    sellerOf(product),
                    "created",
                    FIRST_VERSION.formatted(product.priceMinor(), product.currency(), product.stock()),
                    MadeIds.madeAt(product.number()));
        }
    }

    /** As an array; the table of categories and their products follows by a trigger. */
    private static String categories(MadeProduct product) {
        return product.categories().stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private UUID sellerOf(MadeProduct product) {
        return sellers.get(product.seller());
    }
}
