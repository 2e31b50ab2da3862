package souk.products.exporting;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import souk.products.catalog.Product;
import souk.products.importing.reading.Columns;
import souk.products.importing.reading.SafeCell;
import souk.shared.json.WireJson;

/** Our own columns. */
final class OwnCsv {

    static final String HEADER = CsvText.line(Columns.ALL);

    private OwnCsv() {}

    static String line(Product product) {
        var json = WireJson.tree(product);
        return CsvText.line(Columns.ALL.stream()
                .map(column -> SafeCell.written(cell(column, product, json)))
                .toList());
    }

    private static String cell(String column, Product product, JsonNode json) {
        return switch (column) {
            case "price" -> product.price().amount();
            case "currency" -> product.price().currencyCode();
            case "lengthMm", "widthMm", "heightMm" ->
                json.path("dimensions").path(column).asText();
            case "categories" ->
                product.categories().stream().map(Object::toString).collect(Collectors.joining(" "));
            case "attributes", "images" -> container(json.path(column));
            default -> json.path(column).isNull() ? "" : json.path(column).asText();
        };
    }

    private static String container(JsonNode json) {
        return json.isEmpty() ? "" : json.toString();
    }
}
