package souk.products.importing;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.products.grant.Act;
import souk.products.importing.reading.Place;
import souk.shared.json.WireJson;
import souk.shared.problem.Violation;
import souk.shared.sql.Database;

/** Which instance works on which import, and how far it has come. */
final class JobRepository {

    /** The one that was served longest ago and that nobody works on, by the clock of the database. */
    private static final String CLAIM = """
            UPDATE imports
               SET state = 'running', owner = $1::text, epoch = epoch + 1, served_at = now(),
                   leased_until = now() + $2::float8 * interval '1 second'
             WHERE id = (SELECT id FROM imports
                          WHERE state IN ('waiting', 'running') AND leased_until < now()
                          ORDER BY served_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, act::text AS act, writes_all, dry_run, currency, wanted, bytes, epoch, place::text AS place""";

    private static final String RELEASE = """
            UPDATE imports SET leased_until = '-infinity' WHERE id = $1::uuid AND epoch = $2::bigint""";

    private static final String ADVANCE = """
            UPDATE imports
               SET place = $3::text::jsonb, format = $4::text, lines = $5::bigint, created = created + $6::bigint,
                   updated = updated + $7::bigint, unchanged = unchanged + $8::bigint, failed = failed + $9::bigint,
                   leased_until = now() + $10::float8 * interval '1 second'
             WHERE id = $1::uuid AND epoch = $2::bigint AND state = 'running'""";

    private static final String FINISH = """
            UPDATE imports
               SET state = CASE WHEN $3::text IS NULL THEN 'done' ELSE 'failed' END, problem = $3::text::jsonb,
                   finished_at = now()
             WHERE id = $1::uuid AND epoch = $2::bigint AND state = 'running'""";

    private static final String CHUNKS = """
            SELECT bytes FROM import_chunks
             WHERE import_id = $1::uuid AND number >= $2::int AND number < $2::int + $3::int
             ORDER BY number""";

    private static final Duration LEASE = Duration.ofSeconds(4);

    private final Database database;
    private final String owner;

    /** @param owner shown to whoever looks for who works on what */
    JobRepository(Database database, String owner) {
        this.database = database;
        this.owner = owner;
    }

    private record Told(String detail, List<Violation> errors) {}

    Future<Optional<Job>> claim() {
        return database.query(CLAIM, owner, seconds())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(JobRepository::job)
                        .findFirst());
    }

    Future<Void> release(Job job) {
        return database.query(RELEASE, job.id(), job.epoch()).mapEmpty();
    }

    Future<List<Buffer>> chunks(UUID id, int from, int count) {
        return database.query(CHUNKS, id, from, count)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getBuffer("bytes"))
                        .toList());
    }

    /** In the transaction of a batch; fails with {@link LostLease} if the import is not this job's any more. */
    static Future<Void> advance(SqlConnection connection, Job job, Place reached, Tally tally) {
        return connection
                .preparedQuery(ADVANCE)
                .execute(Database.tuple(
                        job.id(),
                        job.epoch(),
                        WireJson.text(reached),
                        job.reader().format(reached),
                        reached.line(),
                        tally.created(),
                        tally.updated(),
                        tally.unchanged(),
                        tally.failed(),
                        seconds()))
                .compose(
                        rows -> rows.rowCount() == 1 ? Future.succeededFuture() : Future.failedFuture(new LostLease()));
    }

    Future<Void> finish(Job job) {
        return database.query(FINISH, job.id(), job.epoch(), null).mapEmpty();
    }

    /** What was applied stays applied. */
    Future<Void> giveUp(Job job, String why, List<Violation> errors) {
        var told = WireJson.text(new Told(why, errors));
        return database.query(FINISH, job.id(), job.epoch(), told).mapEmpty();
    }

    private static double seconds() {
        return LEASE.toMillis() / 1_000.0;
    }

    private static Job job(Row row) {
        var place = row.getString("place");
        return new Job(
                row.getUUID("id"),
                WireJson.read(row.getString("act"), Act.class),
                row.getBoolean("writes_all"),
                row.getBoolean("dry_run"),
                row.getString("currency"),
                row.getString("wanted"),
                row.getLong("bytes"),
                row.getLong("epoch"),
                place == null ? Place.BEGINNING : WireJson.read(place, Place.class));
    }
}
