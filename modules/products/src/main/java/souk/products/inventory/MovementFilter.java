package souk.products.inventory;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import souk.shared.http.Cursor;
import souk.shared.http.Query;

/**
 * Which movements.
 *
 * @param from not before, or null
 * @param to before, or null
 * @param reason exactly this one, or null for all
 */
record MovementFilter(Instant from, Instant to, String reason) {

    private static final String LIST = "stock movements";
    private static final int LONGEST_REASON = 200;

    /** The last movement of a page: older ones come after it. */
    record Place(Instant at, UUID id) {

        static Place of(String cursor) {
            var keys = Cursor.decode(LIST, cursor, 2);
            return new Place(Cursor.instant(keys.get(0)), Cursor.uuid(keys.get(1)));
        }

        static String cursor(Movement last) {
            return Cursor.encode(LIST, List.of(last.at().toString(), last.id().toString()));
        }
    }

    static MovementFilter asked(Query query) {
        return new MovementFilter(
                query.instant("from").orElse(null),
                query.instant("to").orElse(null),
                query.text("reason", LONGEST_REASON).orElse(null));
    }
}
