package souk.products.importing.reading;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** CSV of another shop: its columns are understood as the members of its JSON would be. */
final class ForeignLayout implements Layout {

    private static final Set<String> NAMES = Set.of("name", "title", "productname", "producttitle");
    private static final Set<String> PRICES = Set.of("price", "regularprice", "saleprice", "unitprice", "listprice");

    private final Table table;
    private final String currency;
    private final Map<String, String> columns = new HashMap<>();

    ForeignLayout(Table table, String currency) {
        this.table = table;
        this.currency = currency;
        for (var name : table.names()) {
            switch (Members.alike(name)) {
                case "sku" -> columns.put("/sku", name);
                case "name", "title", "productname" -> columns.putIfAbsent("/name", name);
                case "price", "regularprice", "saleprice" -> columns.putIfAbsent("/price", name);
                case "description" -> columns.put("/description", name);
                case "stock", "quantity" -> columns.putIfAbsent("/stock", name);
                default -> columns.put("/attributes/" + Words.key(name), name);
            }
        }
    }

    static boolean isHeader(List<String> names) {
        var alike = names.stream().map(Members::alike).collect(Collectors.toSet());
        return alike.stream().anyMatch(NAMES::contains) && alike.stream().anyMatch(PRICES::contains);
    }

    @Override
    public List<Draft> drafts(List<Row> group) {
        var row = group.get(0);
        if (row.cells().size() > table.names().size()) {
            return List.of(Draft.unreadable(
                    row.line(),
                    "",
                    "has " + row.cells().size() + " cells, the header "
                            + table.names().size()));
        }
        var object = JsonNodeFactory.instance.objectNode();
        row.byColumn(table.names()).forEach((name, cell) -> {
            if (name.equalsIgnoreCase("images")) {
                var all = object.putArray(name);
                List.of(cell.split("[,|]\\s*")).forEach(all::add);
            } else {
                object.put(name.isEmpty() ? "column" : name, cell);
            }
        });
        return ForeignProduct.read(object, row.line(), currency, columns);
    }
}
