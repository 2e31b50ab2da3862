package souk.orders.order;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import souk.shared.http.Cursor;
import souk.shared.http.Page;

/**
 * Some rows of a list.
 *
 * @param rows one more than were asked for if there are that many
 * @param end the last candidate that was looked at for them if there are more behind it, else null
 */
public record Slice<T>(List<T> rows, UUID end) {

    public Slice {
        rows = List.copyOf(rows);
    }

    /**
     * As a page for clients.
     *
     * @param list the name of the list in its cursors
     */
    public Page<T> page(String list, int limit, Function<T, UUID> id, boolean oldestFirst) {
        if (end == null || rows.size() > limit) {
            return Page.of(rows, limit, last -> Cursor.ofId(list, id.apply(last)));
        }
        var furthest = rows.isEmpty() ? end : further(end, id.apply(rows.get(rows.size() - 1)), oldestFirst);
        return new Page<>(rows, Cursor.ofId(list, furthest));
    }

    /** The end was read after the rows: what was placed in between is not shown twice. */
    private static UUID further(UUID one, UUID other, boolean oldestFirst) {
        var isLater = one.toString().compareTo(other.toString()) > 0;
        return isLater == oldestFirst ? one : other;
    }
}
