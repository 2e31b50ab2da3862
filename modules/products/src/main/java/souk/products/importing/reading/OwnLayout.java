package souk.products.importing.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import souk.shared.json.StrictJson;
import souk.shared.problem.Refusal;
import souk.shared.problem.Violation;

/** Our own columns, as the export writes them. An empty cell says nothing. */
final class OwnLayout implements Layout {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ATTRIBUTE = "attr.";
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
    private static final Set<String> NUMBERS = Set.of("stock", "weightGrams", "version");
    private static final Set<String> SIDES = Set.of("lengthMm", "widthMm", "heightMm");

    private final Table table;
    private final String currency;
    private final Map<String, String> columns = new HashMap<>();

    OwnLayout(Table table, String currency) {
        this.table = table;
        this.currency = currency;
        for (var name : table.names()) {
            columns.put("/" + name, name);
        }
        columns.put("/price/amount", "price");
        columns.put("/price/currency", "currency");
        SIDES.forEach(side -> columns.put("/dimensions/" + side, side));
    }

    static boolean isHeader(List<String> names) {
        return names.contains("sku")
                && (names.contains("name") || names.stream().allMatch(OwnLayout::isKnown));
    }

    static List<Violation> violations(List<String> names) {
        var violations = new ArrayList<Violation>();
        if (!names.contains("sku")) {
            violations.add(new Violation("sku", "is missing"));
        }
        names.stream()
                .filter(name -> !isKnown(name))
                .map(name -> new Violation(name, "is not known here"))
                .forEach(violations::add);
        return violations;
    }

    private static boolean isKnown(String name) {
        return Columns.ALL.contains(name) || name.startsWith(ATTRIBUTE);
    }

    @Override
    public List<Draft> drafts(List<Row> group) {
        return group.stream().map(this::draft).toList();
    }

    private Draft draft(Row row) {
        if (row.cells().size() > table.names().size()) {
            return Draft.unreadable(
                    row.line(),
                    "",
                    "has " + row.cells().size() + " cells, the header "
                            + table.names().size());
        }
        var violations = new ArrayList<Violation>();
        var product = JSON.objectNode();
        row.byColumn(table.names()).forEach((name, cell) -> put(product, name, SafeCell.read(cell), violations));
        if (product.has("price") && !product.path("price").has("currency")) {
            ((ObjectNode) product.get("price")).put("currency", currency);
        }
        return Draft.own(row.line(), product, violations, columns);
    }

    private static void put(ObjectNode product, String name, String cell, List<Violation> violations) {
        if (NUMBERS.contains(name)) {
            product.set(name, number(cell));
        } else if (SIDES.contains(name)) {
            product.withObject("/dimensions").set(name, number(cell));
        } else if (name.equals("price")) {
            product.withObject("/price").put("amount", cell);
        } else if (name.equals("currency")) {
            product.withObject("/price").put("currency", cell);
        } else if (name.equals("categories")) {
            var ids = product.putArray(name);
            for (var id : cell.split("[\\s|]+")) {
                ids.add(id);
            }
        } else if (name.equals("attributes") || name.equals("images")) {
            parsed(product, name, cell, violations);
        } else if (name.startsWith(ATTRIBUTE)) {
            product.withObject("/attributes").put(name.substring(ATTRIBUTE.length()), cell);
        } else {
            product.put(name, lowered(name, cell));
        }
    }

    private static String lowered(String name, String cell) {
        return name.equals("status") || name.equals("visibility") ? cell.toLowerCase(Locale.ROOT) : cell;
    }

    /** What is no number stays a text, about which the rules for products then have something to say. */
    private static JsonNode number(String cell) {
        return WHOLE.matcher(cell).matches() ? JSON.numberNode(new BigInteger(cell)) : JSON.textNode(cell);
    }

    private static void parsed(ObjectNode product, String name, String cell, List<Violation> violations) {
        try {
            var value = StrictJson.parse(cell);
            if (value instanceof ObjectNode members && product.get(name) instanceof ObjectNode there) {
                members.properties().forEach(member -> there.set(member.getKey(), member.getValue()));
            } else {
                product.set(name, value);
            }
        } catch (Refusal malformed) {
            violations.add(new Violation("/" + name, "must be JSON"));
        }
    }
}
