package souk.local.bench.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How the database did a statement.
 *
 * @param reads how it came by its rows, such as {@code index scan products_pkey}, outermost first
 * @param wholeTables big tables that it read from one end to the other; should be empty
 */
public record StatementPlan(CatalogueCase measured, String statement, List<String> reads, List<String> wholeTables) {
    public StatementPlan {
        reads = List.copyOf(reads);
        wholeTables = List.copyOf(wholeTables);
    }

    /**
     * @param logged an object of auto_explain
     * @param bigTables names of those that must not be read as a whole
     */
    static StatementPlan of(CatalogueCase measured, JsonNode logged, Set<String> bigTables) {
        var reads = new ArrayList<String>();
        var whole = new ArrayList<String>();
        collect(logged.path("Plan"), bigTables, reads, whole);
        return new StatementPlan(measured, statement(logged), reads, whole);
    }

    static String statement(JsonNode logged) {
        return logged.path("Query Text").asText().strip().replaceAll("\\s+", " ");
    }

    private static void collect(JsonNode node, Set<String> bigTables, List<String> reads, List<String> whole) {
        var type = node.path("Node Type").asText();
        var table = node.path("Relation Name").asText();
        var index = node.path("Index Name").asText();
        if (type.contains("Scan") && !(table + index).isEmpty()) {
            reads.add(type.toLowerCase(Locale.ROOT) + " " + (index.isEmpty() ? table : index));
        }
        if (type.contains("Seq Scan") && bigTables.contains(table)) {
            whole.add(table);
        }
        node.path("Plans").forEach(child -> collect(child, bigTables, reads, whole));
    }
}
