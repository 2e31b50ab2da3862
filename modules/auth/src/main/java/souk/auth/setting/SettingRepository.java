package souk.auth.setting;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import souk.shared.security.Caller;
import souk.shared.sql.Database;

/** The settings that somebody has ever changed. */
public final class SettingRepository {

    private static final String COLUMNS = "key, value, version, changed_by, changed_by_name, changed_at";

    private static final String ALL = "SELECT " + COLUMNS + " FROM settings ORDER BY key";

    private static final String FIND = "SELECT " + COLUMNS + " FROM settings WHERE key = $1::text";

    /** Until the end of the transaction nobody else changes a setting: there is no row yet that could be locked. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('souk.auth.settings', 0))";

    private static final String PUT = """
            INSERT INTO settings (key, value, changed_by, changed_by_name)
            VALUES ($1::text, $2::text, $3::uuid, $4::text)
                ON CONFLICT (key) DO UPDATE
               SET value = excluded.value, version = settings.version + 1, changed_by = excluded.changed_by,
                   changed_by_name = excluded.changed_by_name, changed_at = now()
            RETURNING
            """ + COLUMNS;

    private final Database database;

    public SettingRepository(Database database) {
        this.database = database;
    }

    /** As of one moment. */
    Future<List<StoredSetting>> all() {
        return database.query(ALL).map(SettingRepository::settings);
    }

    Future<Optional<StoredSetting>> find(String key) {
        return database.query(FIND, key).map(rows -> settings(rows).stream().findFirst());
    }

    /** To be changed in this transaction and by nobody else. */
    Future<Optional<StoredSetting>> hold(SqlConnection connection, String key) {
        return connection
                .query(LOCK)
                .execute()
                .compose(locked -> connection.preparedQuery(FIND).execute(Database.tuple(key)))
                .map(rows -> settings(rows).stream().findFirst());
    }

    /** @param value null to take it back */
    Future<StoredSetting> put(SqlConnection connection, String key, String value, Caller caller) {
        return connection
                .preparedQuery(PUT)
                .execute(Database.tuple(key, value, caller.id(), caller.username()))
                .map(rows -> settings(rows).get(0));
    }

    private static List<StoredSetting> settings(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new StoredSetting(
                        row.getString("key"),
                        row.getString("value"),
                        row.getLong("version"),
                        row.getUUID("changed_by"),
                        row.getString("changed_by_name"),
                        row.getOffsetDateTime("changed_at").toInstant()))
                .toList();
    }
}
