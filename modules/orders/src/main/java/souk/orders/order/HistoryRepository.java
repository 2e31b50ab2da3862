package souk.orders.order;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.shared.sql.Database;

/** What has happened to an order. */
final class HistoryRepository {

    /** One row at least for an order that the viewer may see: each begins with an entry. */
    private static final String OF_ORDER = """
            SELECT h.version, h.from_status, h.to_status, h.actor, h.reason, h.at
              FROM orders o JOIN order_history h ON h.order_id = o.id
             WHERE o.id = $1::uuid AND o.status <> 'never' AND ($3::boolean OR o.customer_id = $2::uuid)
               AND ($4::bigint IS NULL OR h.version < $4::bigint)
             ORDER BY h.version DESC LIMIT $5::int""";

    private final Database database;

    /**
     * One change.
     *
     * @param from null for the first
     * @param actor null for what happened by itself
     */
    record Entry(long version, String from, String to, UUID actor, String reason, Instant at) {}

    HistoryRepository(Database database) {
        this.database = database;
    }

    /**
     * Newest first; empty for an order that is not there or not for this viewer to see.
     *
     * @param before null for the newest
     */
    Future<Optional<List<Entry>>> of(UUID orderId, Viewer viewer, Long before, int limit) {
        return database.query(OF_ORDER, orderId, viewer.account(), viewer.seesAll(), before, limit)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Entry(
                                row.getLong("version"),
                                row.getString("from_status"),
                                row.getString("to_status"),
                                row.getUUID("actor"),
                                row.getString("reason"),
                                row.getOffsetDateTime("at").toInstant()))
                        .toList())
                .map(entries -> entries.isEmpty() ? Optional.empty() : Optional.of(entries));
    }
}
