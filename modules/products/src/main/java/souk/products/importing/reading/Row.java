package souk.products.importing.reading;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record of a CSV file.
 *
 * @param line its first, from 1
 * @param from to: where its bytes are in the window
 * @param lines how many it takes
 * @param cells empty if it could not be read
 * @param fault why it could not be read, or null
 */
record Row(long line, int from, int to, int lines, List<String> cells, String fault) {

    boolean isBlank() {
        return fault == null && cells.stream().allMatch(String::isBlank);
    }

    /** Cells that are not empty, by the name of their column. */
    Map<String, String> byColumn(List<String> names) {
        var values = new LinkedHashMap<String, String>();
        for (var i = 0; i < Math.min(names.size(), cells.size()); i++) {
            if (!cells.get(i).isEmpty()) {
                values.put(names.get(i), cells.get(i));
            }
        }
        return values;
    }

    String cell(int column) {
        return column < 0 || column >= cells.size() ? "" : cells.get(column);
    }
}
