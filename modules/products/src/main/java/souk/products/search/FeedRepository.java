package souk.products.search;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import souk.shared.sql.Database;

/** What changed in the catalogue since an index was where it is. Written by triggers, in the transactions themselves. */
final class FeedRepository {

    private static final String NOW = """
            SELECT pg_current_snapshot()::text AS now, catalogue FROM search_feed_horizon""";

    /**
     * $1: since, $2: until, or null for now, $3 and $4: behind this row, $5: how many. Of the transactions that a
     * snapshot does not see, the oldest is its xmin. Where to begin is one comparison of rows: of two, PostgreSQL would
     * take either as the place in the index to begin at. Rows are numbered from 1.
     */
    private static final String CHANGES = """
            SELECT s.until::text AS until, h.forgotten > pg_snapshot_xmin(s.since) AS forgotten,
                   f.xid::text AS xid, f.n, f.product_id
              FROM (SELECT $1::text::pg_snapshot AS since,
                           COALESCE($2::text::pg_snapshot, pg_current_snapshot()) AS until) s
              JOIN search_feed_horizon h ON true
              LEFT JOIN LATERAL (
                   SELECT f.xid, f.n, f.product_id FROM search_feed f
                    WHERE (f.xid, f.n) > (greatest($3::text::xid8, pg_snapshot_xmin(s.since)),
                                          CASE WHEN $3::text::xid8 < pg_snapshot_xmin(s.since) THEN 0 ELSE $4::bigint END)
                      AND f.xid < pg_snapshot_xmax(s.until)
                      AND NOT pg_visible_in_snapshot(f.xid, s.since) AND pg_visible_in_snapshot(f.xid, s.until)
                    ORDER BY f.xid, f.n LIMIT $5::bigint) f ON true
             ORDER BY f.xid, f.n""";

    /** As {@link #CHANGES}. */
    private static final String LEFT = """
            SELECT count(*) AS count, COALESCE(extract(epoch FROM now() - min(at)), 0)::float8 AS seconds
              FROM (SELECT f.at FROM search_feed f
                     WHERE f.xid >= pg_snapshot_xmin($1::text::pg_snapshot)
                       AND NOT pg_visible_in_snapshot(f.xid, $1::text::pg_snapshot)
                     LIMIT 1000000) f""";

    /** $1: milliseconds, $2: how many. What is gone is noted before anybody can miss it. */
    private static final String FORGET = """
            WITH gone AS (
                DELETE FROM search_feed f
                 USING (SELECT xid, n FROM search_feed WHERE at < now() - $1::bigint * interval '1 millisecond'
                         ORDER BY xid, n LIMIT $2::bigint) old
                 WHERE f.xid = old.xid AND f.n = old.n
                RETURNING f.xid)
            UPDATE search_feed_horizon
               SET forgotten = greatest(forgotten, ((last.xid::text)::bigint + 1)::text::xid8)
              FROM (SELECT xid FROM gone ORDER BY xid DESC LIMIT 1) last""";

    private static final int FORGOTTEN_AT_ONCE = 20_000;

    private final Database database;

    FeedRepository(Database database) {
        this.database = database;
    }

    /** Where the catalogue is now, and which one it is. */
    record Now(FeedPosition position, UUID catalogue) {}

    Future<Now> now() {
        return database.query(NOW).map(rows -> {
            var row = rows.iterator().next();
            return new Now(new FeedPosition(row.getString("now")), row.getUUID("catalogue"));
        });
    }

    /** @param until null for now */
    Future<FeedPage> changes(FeedPosition since, FeedPosition until, FeedPage.Mark behind, int limit) {
        return database.query(
                        CHANGES,
                        since.snapshot(),
                        until == null ? null : until.snapshot(),
                        behind.transaction(),
                        behind.number(),
                        (long) limit)
                .map(rows -> {
                    var products = new ArrayList<UUID>();
                    Row last = null;
                    for (var row : rows) {
                        last = row;
                        if (row.getUUID("product_id") != null) {
                            products.add(row.getUUID("product_id"));
                        }
                    }
                    var mark = products.isEmpty() ? null : new FeedPage.Mark(last.getString("xid"), last.getLong("n"));
                    return new FeedPage(
                            new FeedPosition(last.getString("until")), last.getBoolean("forgotten"), products, mark);
                });
    }

    /** @param seconds the age of the oldest change that is not taken in */
    record Left(long rows, double seconds) {}

    Future<Left> left(FeedPosition since) {
        return database.query(LEFT, since.snapshot()).map(rows -> {
            var row = rows.iterator().next();
            return new Left(row.getLong("count"), row.getDouble("seconds"));
        });
    }

    /** Removes some of what is older. */
    Future<Void> forget(Duration older) {
        return database.query(FORGET, older.toMillis(), (long) FORGOTTEN_AT_ONCE)
                .mapEmpty();
    }
}
