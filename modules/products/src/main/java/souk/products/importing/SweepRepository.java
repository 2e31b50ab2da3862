package souk.products.importing;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;
import souk.shared.async.Rounds;
import souk.shared.sql.Database;

/** Removes what nobody needs any more, some rows at a time. */
final class SweepRepository {

    /** An upload of which nothing has come for so long was interrupted. */
    private static final Duration UPLOAD = Duration.ofMinutes(10);

    /** How long one can look up what became of a file. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final int CHUNKS = 64;
    private static final int LINES = 5_000;

    private static final String CHUNKS_OF_THE_READ = """
            DELETE FROM import_chunks
             WHERE (import_id, number) IN (
                   SELECT c.import_id, c.number FROM import_chunks c JOIN imports i ON i.id = c.import_id
                    WHERE i.state IN ('done', 'failed', 'cancelled')
                       OR (i.state = 'uploading' AND i.touched_at < now() - $1::float8 * interval '1 second')
                    LIMIT $2::int)""";

    private static final String LINES_OF_THE_OLD = """
            DELETE FROM import_lines
             WHERE (import_id, line, part) IN (
                   SELECT l.import_id, l.line, l.part
                     FROM imports i JOIN import_lines l ON l.import_id = i.id
                    WHERE i.finished_at < now() - $1::float8 * interval '1 second' LIMIT $2::int)""";

    private static final String IMPORTS = """
            DELETE FROM imports i
             WHERE (finished_at < now() - $1::float8 * interval '1 second'
                    OR (state = 'uploading' AND touched_at < now() - $2::float8 * interval '1 second'))
               AND NOT EXISTS (SELECT 1 FROM import_lines l WHERE l.import_id = i.id)
               AND NOT EXISTS (SELECT 1 FROM import_chunks c WHERE c.import_id = i.id)""";

    private final Database database;

    SweepRepository(Database database) {
        this.database = database;
    }

    Future<Void> sweep() {
        return whileFull(
                        CHUNKS,
                        () -> database.query(CHUNKS_OF_THE_READ, (double) UPLOAD.toSeconds(), CHUNKS)
                                .map(rows -> rows.rowCount()))
                .compose(swept -> whileFull(
                        LINES,
                        () -> database.query(LINES_OF_THE_OLD, (double) KEPT.toSeconds(), LINES)
                                .map(rows -> rows.rowCount())))
                .compose(swept -> database.query(IMPORTS, (double) KEPT.toSeconds(), (double) UPLOAD.toSeconds()))
                .mapEmpty();
    }

    private static Future<Void> whileFull(int most, Supplier<Future<Integer>> removal) {
        return Rounds.whileTrue(() -> removal.get().map(removed -> removed == most));
    }
}
