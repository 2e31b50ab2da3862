package souk.products.search;

import java.util.List;
import souk.shared.http.Cursor;
import souk.shared.id.UuidV7;

/**
 * Where a page ended.
 *
 * @param forgiving whether the search went on to words that are only similar
 * @param last the last product of the page
 */
record Place(boolean forgiving, Hit last) {

    private static final int KEYS = 3;

    /** @param list names what was asked for, as far as the place depends on it */
    String cursor(String list) {
        return Cursor.encode(
                list,
                List.of(Boolean.toString(forgiving), last.value(), last.id().toString()));
    }

    /** Throws a refusal {@code invalid} for a cursor that is not of this list. */
    static Place of(String list, Order order, String cursor) {
        var keys = Cursor.decode(list, cursor, KEYS);
        var id = UuidV7.parse(keys.get(2)).orElseThrow(Cursor::foreign);
        if (!isValue(order, keys.get(1))) {
            throw Cursor.foreign();
        }
        return new Place(Boolean.parseBoolean(keys.get(0)), new Hit(id, keys.get(1)));
    }

    private static boolean isValue(Order order, String value) {
        return switch (order) {
            case RELEVANCE -> value.matches("[0-9]{1,9}");
            case CHEAPEST, DEAREST -> value.matches("[0-9]{1,18}");
            case NEWEST, OLDEST -> value.isEmpty();
            case NAME, NAME_BACKWARDS -> true;
        };
    }
}
