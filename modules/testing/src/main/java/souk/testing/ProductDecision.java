package souk.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is decided about somebody and a product: a cell of {@code product-decisions.txt}.
 *
 * @param own whether the product is theirs
 * @param grant what was granted to them, or null
 * @param permissions of theirs, as scopes
 */
public record ProductDecision(
        boolean own,
        String grant,
        String visibility,
        String status,
        Set<String> permissions,
        boolean views,
        boolean updates,
        boolean manages) {

    private static final String TABLE = "/product-decisions.txt";
    private static final int FACTS = 4;
    private static final Map<Character, String> SCOPES = Map.of(
            'r', "read_products", 'w', "write_products", 'o', "write_own_products", 'g', "write_granted_products");

    /** One of every combination, those about one kind of product in a row. */
    public static List<ProductDecision> all() {
        var rows = rows();
        var header = rows.get(0);
        var decisions = new ArrayList<ProductDecision>();
        for (var row : rows.subList(1, rows.size())) {
            for (var column = FACTS; column < header.length; column++) {
                decisions.add(decision(row, scopes(header[column]), row[column]));
            }
        }
        return decisions;
    }

    private static ProductDecision decision(String[] facts, Set<String> scopes, String cell) {
        return new ProductDecision(
                facts[0].equals("own"),
                facts[1].equals("-") ? null : facts[1],
                facts[2],
                facts[3],
                scopes,
                cell.contains("v"),
                cell.contains("u"),
                cell.contains("m"));
    }

    private static Set<String> scopes(String letters) {
        return letters.chars()
                .filter(letter -> letter != '-')
                .mapToObj(letter -> SCOPES.get((char) letter))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<String[]> rows() {
        try (InputStream table = ProductDecision.class.getResourceAsStream(TABLE)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" +"))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
