package souk.shared.outbox;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import souk.shared.sql.Database;

/** Which relay may publish which shard, by the clock of the database. */
final class LeaseRepository {

    private static final String CLAIM = """
            INSERT INTO outbox_leases AS lease (shard, owner, epoch, expires_at)
            SELECT shard, $1::text, 1, now() + $2::float8 * interval '1 second'
              FROM generate_series(0, $3::int - 1) AS shard
             ORDER BY shard
            ON CONFLICT (shard) DO UPDATE
               SET owner = excluded.owner,
                   epoch = CASE WHEN lease.owner = excluded.owner AND lease.expires_at > now() THEN lease.epoch
                                ELSE lease.epoch + 1 END,
                   expires_at = excluded.expires_at
             WHERE lease.owner = excluded.owner OR lease.expires_at <= now()
            RETURNING shard, epoch""";

    private static final String RELEASE = "UPDATE outbox_leases SET expires_at = now() WHERE owner = $1::text";

    /**
     * Shards that a relay holds, each with the epoch it got them under.
     *
     * @param until on our monotonic clock; counted from before the claim was sent, so never later than the database's
     */
    record Held(String owner, Integer[] shards, Long[] epochs, long until) {

        static Held nothing(String owner) {
            return new Held(owner, new Integer[0], new Long[0], System.nanoTime());
        }

        boolean isUsable() {
            return shards.length > 0 && System.nanoTime() - until < 0;
        }
    }

    private final Database database;
    private final String owner;
    private final Duration ttl;

    /** @param owner unique to this run of this process, so that its next life is another owner */
    LeaseRepository(Database database, String owner, Duration ttl) {
        this.database = database;
        this.owner = owner;
        this.ttl = ttl;
    }

    /** Prolongs what is held and takes what is free or expired. */
    Future<Held> claim() {
        var until = System.nanoTime() + ttl.toNanos();
        return database.query(CLAIM, owner, ttl.toMillis() / 1_000.0, OutboxRepository.SHARDS)
                .map(rows -> {
                    var shards = new ArrayList<Integer>();
                    var epochs = new ArrayList<Long>();
                    rows.forEach(row -> {
                        shards.add(row.getInteger("shard"));
                        epochs.add(row.getLong("epoch"));
                    });
                    return new Held(owner, shards.toArray(Integer[]::new), epochs.toArray(Long[]::new), until);
                });
    }

    Future<Void> release() {
        return database.query(RELEASE, owner).mapEmpty();
    }
}
