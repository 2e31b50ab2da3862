package souk.auth.keys;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import souk.shared.sql.Database;

/** Signing keys, the private halves sealed. The clock is the database's, the same for all instances. */
final class SigningKeyRepository {

    private static final String ALL = """
            SELECT kid, public_key, sealed_private_key, created_at, active_from
              FROM signing_keys
             WHERE retired_at IS NULL
             ORDER BY active_from DESC, kid""";

    /** Held until the end of the transaction by whoever makes a key. */
    private static final String LOCK = """
            SELECT pg_advisory_xact_lock(hashtextextended('souk.auth.signing_keys', 0))""";

    private static final String INSERT_FIRST = """
            INSERT INTO signing_keys (kid, public_key, sealed_private_key, active_from)
            SELECT $1::text, $2::bytea, $3::bytea, now()
             WHERE NOT EXISTS (SELECT 1 FROM signing_keys WHERE retired_at IS NULL)""";

    private static final String INSERT_SUCCESSOR = """
            INSERT INTO signing_keys (kid, public_key, sealed_private_key, active_from)
            SELECT $1::text, $2::bytea, $3::bytea, clock_timestamp() + make_interval(secs => $4::int)
             WHERE $5::text = (SELECT kid
                                 FROM signing_keys
                                WHERE retired_at IS NULL
                                ORDER BY active_from DESC, kid
                                LIMIT 1)
               AND NOT EXISTS (SELECT 1 FROM signing_keys WHERE active_from > clock_timestamp())""";

    private static final String ACTIVATE_NEXT = """
            UPDATE signing_keys
               SET active_from = clock_timestamp()
             WHERE retired_at IS NULL AND active_from > clock_timestamp()""";

    private static final String RETIRE = """
            UPDATE signing_keys AS old
               SET retired_at = now(), sealed_private_key = NULL
             WHERE retired_at IS NULL
               AND EXISTS (SELECT 1
                             FROM signing_keys AS successor
                            WHERE successor.active_from > old.active_from
                              AND successor.active_from < now() - make_interval(secs => $1::int))
            RETURNING kid""";

    private static final String STATUS = """
            SELECT kid, active_from, state,
                   CASE state WHEN 'retired' THEN retired_at
                              WHEN 'next' THEN created_at
                              WHEN 'active' THEN active_from
                              ELSE replaced_at END AS since
              FROM (SELECT kid, created_at, active_from, retired_at,
                           lead(active_from) OVER (ORDER BY active_from, kid DESC) AS replaced_at,
                           CASE WHEN retired_at IS NOT NULL THEN 'retired'
                                WHEN active_from > now() THEN 'next'
                                WHEN active_from = max(active_from) FILTER (WHERE active_from <= now()) OVER ()
                                THEN 'active'
                                ELSE 'verifying' END AS state
                      FROM signing_keys) AS keys
             ORDER BY active_from DESC, kid
             LIMIT 100""";

    private final Database database;

    SigningKeyRepository(Database database) {
        this.database = database;
    }

    /** Those that are not retired, the one that signs last first. */
    Future<List<StoredKey>> all() {
        return database.query(ALL).map(SigningKeyRepository::keys);
    }

    /** Stores the key if there is none yet, and gives all that are there then: of several instances one wins. */
    Future<List<StoredKey>> insertFirst(SealedKey key) {
        return database.transaction(connection -> lock(connection)
                .compose(locked -> connection
                        .preparedQuery(INSERT_FIRST)
                        .execute(Database.tuple(
                                key.kid(), Buffer.buffer(key.publicKey()), Buffer.buffer(key.sealedPrivateKey()))))
                .compose(inserted -> connection.query(ALL).execute())
                .map(SigningKeyRepository::keys));
    }

    /** Nobody else makes a key until the end of the transaction. */
    Future<Void> lock(SqlConnection connection) {
        return connection.query(LOCK).execute().mapEmpty();
    }

    /** False if the newest key is another one by now, or does not sign yet. */
    Future<Boolean> insertSuccessor(SqlConnection connection, SealedKey key, String newest, Duration lead) {
        return connection
                .preparedQuery(INSERT_SUCCESSOR)
                .execute(Database.tuple(
                        key.kid(),
                        Buffer.buffer(key.publicKey()),
                        Buffer.buffer(key.sealedPrivateKey()),
                        (int) lead.toSeconds(),
                        newest))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Lets the key that is published in advance sign at once, if there is one. */
    Future<Boolean> activateNext(SqlConnection connection) {
        return connection.query(ACTIVATE_NEXT).execute().map(rows -> rows.rowCount() > 0);
    }

    /** Those that had a successor for that long; their private halves are gone then. */
    Future<List<String>> retire(Duration kept) {
        return database.query(RETIRE, (int) kept.toSeconds())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("kid"))
                        .toList());
    }

    /** The latest hundred, retired ones among them. */
    Future<List<KeyStatus>> status() {
        return database.query(STATUS)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new KeyStatus(
                                row.getString("kid"),
                                KeyState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                                row.getOffsetDateTime("since").toInstant(),
                                row.getOffsetDateTime("active_from").toInstant()))
                        .toList());
    }

    private static List<StoredKey> keys(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new StoredKey(
                        new SealedKey(
                                row.getString("kid"),
                                row.getBuffer("public_key").getBytes(),
                                row.getBuffer("sealed_private_key").getBytes()),
                        row.getOffsetDateTime("created_at").toInstant(),
                        row.getOffsetDateTime("active_from").toInstant()))
                .toList();
    }
}
