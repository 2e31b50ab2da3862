package souk.auth.keys;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.stream.StreamSupport;
import souk.shared.sql.Database;

final class SigningKeyRepository {

    private static final String ALL = """
            SELECT kid, public_key, sealed_private_key
              FROM signing_keys
             ORDER BY created_at DESC, kid""";

    /** Held until the end of the transaction by whoever makes the first key. */
    private static final String LOCK = """
            SELECT pg_advisory_xact_lock(hashtextextended('souk.auth.signing_keys', 0))""";

    private static final String INSERT = """
            INSERT INTO signing_keys (kid, public_key, sealed_private_key)
            VALUES ($1::text, $2::bytea, $3::bytea)""";

    private final Database database;

    SigningKeyRepository(Database database) {
        this.database = database;
    }

    /** The newest first. */
    Future<List<SealedKey>> all() {
        return database.query(ALL).map(SigningKeyRepository::keys);
    }

    /** Stores the key if there is none yet, and gives all that are there then: of several instances one wins. */
    Future<List<SealedKey>> insertFirst(SealedKey key) {
        return database.transaction(connection -> connection
                .query(LOCK)
                .execute()
                .compose(locked -> connection.query(ALL).execute())
                .compose(rows -> rows.size() > 0
                        ? Future.succeededFuture(keys(rows))
                        : insert(connection, key).map(inserted -> List.of(key))));
    }

    private static Future<RowSet<Row>> insert(SqlConnection connection, SealedKey key) {
        return connection
                .preparedQuery(INSERT)
                .execute(Database.tuple(
                        key.kid(), Buffer.buffer(key.publicKey()), Buffer.buffer(key.sealedPrivateKey())));
    }

    private static List<SealedKey> keys(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new SealedKey(
                        row.getString("kid"),
                        row.getBuffer("public_key").getBytes(),
                        row.getBuffer("sealed_private_key").getBytes()))
                .toList();
    }
}
