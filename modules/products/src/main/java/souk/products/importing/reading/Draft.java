package souk.products.importing.reading;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import souk.shared.problem.Violation;

/**
 * What a line says of a product.
 *
 * @param line the first of it, from 1; of a JSON document, which element it is
 * @param part tells the products of one line apart
 * @param joined further lines that say something of the same product
 * @param product with the members of our own JSON, those left out that the file says nothing about; null if unreadable
 * @param categories names of categories, each with those above it, from the top
 * @param foreign of another shop: attributes and categories come to those that are there, and a slug is only a wish
 * @param violations what could not even be read
 * @param notes what was left out or changed
 * @param columns names of columns by JSON pointer, for files that have columns
 */
public record Draft(
        long line,
        int part,
        List<Long> joined,
        ObjectNode product,
        List<List<String>> categories,
        boolean foreign,
        List<Violation> violations,
        List<String> notes,
        Map<String, String> columns) {

    public Draft {
        joined = List.copyOf(joined);
        categories = List.copyOf(categories);
        violations = List.copyOf(violations);
        notes = List.copyOf(notes);
    }

    static Draft unreadable(long line, String pointer, String detail) {
        var violation = new Violation(pointer, detail);
        return new Draft(line, 0, List.of(), null, List.of(), false, List.of(violation), List.of(), Map.of());
    }

    static Draft own(long line, ObjectNode product, List<Violation> violations, Map<String, String> columns) {
        return new Draft(line, 0, List.of(), product, List.of(), false, violations, List.of(), columns);
    }

    Draft at(long otherLine, int otherPart) {
        return new Draft(otherLine, otherPart, joined, product, categories, foreign, violations, notes, columns);
    }

    /** The SKU, or null. */
    public String sku() {
        return product == null || !product.path("sku").isTextual()
                ? null
                : product.path("sku").textValue();
    }

    /** What is wrong, with the names of columns in the place of pointers where there are columns. */
    public List<Violation> located(List<Violation> found) {
        return columns.isEmpty()
                ? found
                : found.stream()
                        .map(one -> new Violation(column(one.pointer()), one.detail()))
                        .toList();
    }

    private String column(String pointer) {
        for (var path = pointer; !path.isEmpty(); path = path.substring(0, path.lastIndexOf('/'))) {
            if (columns.containsKey(path)) {
                return columns.get(path);
            }
        }
        return pointer.startsWith("/") ? pointer.substring(1) : pointer;
    }
}
