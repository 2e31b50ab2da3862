package souk.products.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.products.grant.Viewer;
import souk.shared.json.WireJson;
import souk.shared.sql.Database;

/** Imports and their files, as their makers see them. */
final class ImportRepository {

    /** Bytes of a piece of a file. */
    static final int CHUNK = 256 * 1024;

    private static final UUID NEWEST = new UUID(-1, -1);

    private static final String COLUMNS = """
            id, state, COALESCE(format, CASE WHEN wanted <> 'table' THEN wanted END) AS format, dry_run, currency, bytes,
            lines, created, updated, unchanged, failed, problem::text AS problem, maker, created_at, finished_at,
            COALESCE((place ->> 'offset')::bigint, 0) AS read""";

    private static final String BEGIN = """
            INSERT INTO imports (id, maker, act, writes_all, dry_run, currency, wanted, state)
            VALUES ($1::uuid, $2::uuid, $3::text::jsonb, $4::boolean, $5::boolean, $6::text, $7::text, 'uploading')""";

    private static final String STORE = """
            WITH import AS (
                UPDATE imports SET bytes = bytes + length($3::bytea), touched_at = now()
                 WHERE id = $1::uuid AND state = 'uploading' RETURNING id)
            INSERT INTO import_chunks (import_id, number, bytes) SELECT id, $2::int, $3::bytea FROM import""";

    private static final String COMPLETE = """
            UPDATE imports SET state = 'waiting', touched_at = now()
             WHERE id = $1::uuid AND state = 'uploading' RETURNING %s""".formatted(COLUMNS);

    /** $2: the viewer, $3: whether they see everybody's. */
    private static final String FIND = """
            SELECT %s FROM imports WHERE id = $1::uuid AND (maker = $2::uuid OR $3::boolean)""".formatted(COLUMNS);

    private static final String LIST = """
            SELECT %s FROM imports
             WHERE maker = $1::uuid AND id < $2::uuid AND state <> 'uploading'
             ORDER BY id DESC LIMIT $3::int""".formatted(COLUMNS);

    private static final String CANCEL = """
            UPDATE imports SET state = 'cancelled', finished_at = now()
             WHERE id = $1::uuid AND (maker = $2::uuid OR $3::boolean) AND state IN ('uploading', 'waiting', 'running')
            RETURNING id""";

    private final Database database;

    ImportRepository(Database database) {
        this.database = database;
    }

    Future<Void> begin(NewImport wanted) {
        return database.query(
                        BEGIN,
                        wanted.id(),
                        wanted.act().actor(),
                        WireJson.text(wanted.act()),
                        wanted.writesAll(),
                        wanted.dryRun(),
                        wanted.currency(),
                        wanted.wanted())
                .mapEmpty();
    }

    /** Fails with a refusal if the import was cancelled meanwhile. */
    Future<Void> store(UUID id, int number, Buffer bytes) {
        return database.query(STORE, id, number, bytes)
                .map(rows -> rows.rowCount() == 1)
                .compose(stored -> stored
                        ? Future.succeededFuture()
                        : Future.failedFuture(new ImportFailure.Over(ImportState.CANCELLED).refusal()));
    }

    /** The whole file is there: from now on whoever has time works on it. */
    static Future<Optional<Import>> complete(SqlConnection connection, UUID id) {
        return connection.preparedQuery(COMPLETE).execute(Database.tuple(id)).map(ImportRepository::first);
    }

    Future<Optional<Import>> complete(UUID id) {
        return database.connection(connection -> complete(connection, id));
    }

    Future<Optional<Import>> find(UUID id, Viewer viewer) {
        return database.query(FIND, id, viewer.caller(), viewer.readsAll()).map(ImportRepository::first);
    }

    /** Up to one more than the limit, newest first. */
    Future<List<Import>> list(UUID maker, UUID before, int limit) {
        return database.query(LIST, maker, before == null ? NEWEST : before, limit + 1)
                .map(rows -> stream(rows));
    }

    /** False if it was over already, or is not there. */
    Future<Boolean> cancel(UUID id, Viewer viewer) {
        return database.query(CANCEL, id, viewer.caller(), viewer.readsAll()).map(rows -> rows.rowCount() == 1);
    }

    private static List<Import> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(ImportRepository::row)
                .toList();
    }

    private static Optional<Import> first(RowSet<Row> rows) {
        return stream(rows).stream().findFirst();
    }

    private static Import row(Row row) {
        var state = ImportState.of(row.getString("state"));
        var bytes = row.getLong("bytes");
        var lines = row.getLong("lines");
        var done = state == ImportState.DONE;
        var problem = row.getString("problem");
        var finished = row.getOffsetDateTime("finished_at");
        return new Import(
                row.getUUID("id"),
                state,
                row.getString("format"),
                row.getBoolean("dry_run"),
                row.getString("currency"),
                bytes,
                new Import.Lines(lines, done ? lines : null),
                row.getLong("created"),
                row.getLong("updated"),
                row.getLong("unchanged"),
                row.getLong("failed"),
                done ? 1 : bytes == 0 ? 0 : Math.round(1000.0 * row.getLong("read") / bytes) / 1000.0,
                problem == null ? null : WireJson.read(problem, JsonNode.class),
                row.getUUID("maker"),
                row.getOffsetDateTime("created_at").toInstant(),
                finished == null ? null : finished.toInstant());
    }
}
