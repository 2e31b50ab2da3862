package souk.products.importing.reading;

import java.util.List;

/** The columns of our own CSV layout. Attributes and images are JSON in a cell, several categories stand with blanks. */
public final class Columns {

    public static final List<String> ALL = List.of(
            "id",
            "sku",
            "slug",
            "name",
            "description",
            "price",
            "currency",
            "stock",
            "status",
            "visibility",
            "attributes",
            "images",
            "categories",
            "weightGrams",
            "lengthMm",
            "widthMm",
            "heightMm",
            "version",
            "sellerId",
            "createdAt",
            "updatedAt");

    private Columns() {}
}
