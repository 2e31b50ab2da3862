package souk.auth.apikey;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.shared.security.Caller;
import souk.shared.security.Permission;
import souk.shared.sql.Database;

/** API keys, with the hashes of their secrets. */
final class ApiKeyRepository {

    private static final String SHOWN = "id, name, scopes, created_at, expires_at, last_used_at, rotated_at";

    private static final String INSERT = """
            INSERT INTO api_keys (id, account_id, name, scopes, credential, secret_hash, expires_at)
            SELECT $1::uuid, $2::uuid, $3::text, $4::text[], gen_random_uuid(), $5::bytea,
                   least($6::timestamptz, (SELECT expires_at
                                             FROM api_keys
                                            WHERE account_id = $2::uuid AND $8::uuid IN (credential, previous_credential)))
             WHERE (SELECT count(*)
                      FROM api_keys
                     WHERE account_id = $2::uuid AND revoked_at IS NULL AND expires_at > now()) < $7::int
            RETURNING
            """ + SHOWN;

    private static final String OF_ACCOUNT = "SELECT " + SHOWN + """
              FROM api_keys
             WHERE account_id = $1::uuid AND revoked_at IS NULL AND ($2::uuid IS NULL OR id < $2::uuid)
             ORDER BY id DESC
             LIMIT $3::int""";

    private static final String FIND = "SELECT " + SHOWN + """
              FROM api_keys
             WHERE id = $1::uuid AND account_id = $2::uuid AND revoked_at IS NULL""";

    private static final String REVOKE = """
            UPDATE api_keys
               SET revoked_at = now()
             WHERE id = $1::uuid AND account_id = $2::uuid AND revoked_at IS NULL
            RETURNING credential, previous_credential""";

    private static final String REVOKE_ALL = """
            UPDATE api_keys
               SET revoked_at = now()
             WHERE account_id = $1::uuid AND revoked_at IS NULL
            RETURNING credential, previous_credential""";

    /** Held so that two rotations of one key follow each other. */
    private static final String HOLD = """
            SELECT credential, previous_credential
              FROM api_keys
             WHERE id = $1::uuid AND account_id = $2::uuid AND revoked_at IS NULL
               FOR UPDATE""";

    /** The right-hand sides are what was there before: the present secret becomes the previous one. */
    private static final String ROTATE = """
            UPDATE api_keys
               SET previous_credential = credential,
                   previous_secret_hash = secret_hash,
                   previous_until = now() + make_interval(secs => $3::int),
                   credential = gen_random_uuid(),
                   secret_hash = $2::bytea,
                   rotated_at = now()
             WHERE id = $1::uuid
            RETURNING
            """ + SHOWN;

    private static final String GENUINE = """
            SELECT account_id, scopes, expires_at,
                   CASE WHEN secret_hash = $2::bytea THEN credential ELSE previous_credential END AS credential,
                   CASE WHEN secret_hash = $2::bytea THEN expires_at ELSE least(previous_until, expires_at) END AS until
              FROM api_keys
             WHERE id = $1::uuid AND revoked_at IS NULL AND expires_at > now()
               AND (secret_hash = $2::bytea OR previous_secret_hash = $2::bytea AND previous_until > now())""";

    private static final String IS_THERE = "SELECT 1 FROM api_keys WHERE id = $1::uuid";
    /** Not more than once a minute: a busy key must not become a hot row. */
    private static final String USED = """
            UPDATE api_keys
               SET last_used_at = now()
             WHERE id = $1::uuid AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')""";

    private final Database database;

    /** A key that somebody showed the right secret of. */
    record Genuine(UUID id, UUID account, Set<Permission> scopes, UUID credential, Instant until) {

        Genuine {
            scopes = Set.copyOf(scopes);
        }
    }

    ApiKeyRepository(Database database) {
        this.database = database;
    }

    /** Empty if the maker has as many as it may. What is made with an API key does not outlive that. */
    Future<Optional<ApiKey>> insert(
            SqlConnection connection, Caller maker, NewApiKey key, ApiKeySecret secret, int most) {
        return connection
                .preparedQuery(INSERT)
                .execute(Database.tuple(
                        secret.id(),
                        maker.id(),
                        key.name(),
                        key.scopes().stream().map(Permission::scope).toArray(String[]::new),
                        Buffer.buffer(secret.hash()),
                        key.expiresAt(),
                        most,
                        maker.credential()))
                .map(ApiKeyRepository::first);
    }

    /** The newest first. */
    Future<List<ApiKey>> of(UUID account, UUID before, int limit) {
        return database.query(OF_ACCOUNT, account, before, limit).map(ApiKeyRepository::keys);
    }

    Future<Optional<ApiKey>> find(UUID id, UUID account) {
        return database.query(FIND, id, account).map(ApiKeyRepository::first);
    }

    /** The credentials that end with it; empty if there is no such key. */
    Future<List<UUID>> revoke(SqlConnection connection, UUID id, UUID account) {
        return credentials(connection, REVOKE, id, account);
    }

    Future<List<UUID>> revokeAll(SqlConnection connection, UUID account) {
        return credentials(connection, REVOKE_ALL, account);
    }

    /** The present and the previous credential of a key that nobody else changes now; empty if there is no such key. */
    Future<List<UUID>> hold(SqlConnection connection, UUID id, UUID account) {
        return credentials(connection, HOLD, id, account);
    }

    Future<ApiKey> rotate(SqlConnection connection, ApiKeySecret secret, Duration grace) {
        return connection
                .preparedQuery(ROTATE)
                .execute(Database.tuple(secret.id(), Buffer.buffer(secret.hash()), (int) grace.toSeconds()))
                .map(rows -> first(rows).orElseThrow());
    }

    Future<Optional<Genuine>> genuine(ApiKeySecret shown) {
        return database.query(GENUINE, shown.id(), Buffer.buffer(shown.hash()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(row -> new Genuine(
                                shown.id(),
                                row.getUUID("account_id"),
                                Set.copyOf(scopes(row)),
                                row.getUUID("credential"),
                                row.getOffsetDateTime("until").toInstant())));
    }

    /** Whether there is, or was, a key of that id. */
    Future<Boolean> isThere(UUID id) {
        return database.query(IS_THERE, id).map(rows -> rows.size() > 0);
    }

    Future<Void> used(UUID id) {
        return database.query(USED, id).mapEmpty();
    }

    private static Future<List<UUID>> credentials(SqlConnection connection, String sql, Object... parameters) {
        return connection
                .preparedQuery(sql)
                .execute(Database.tuple(parameters))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .flatMap(row ->
                                Arrays.asList(row.getUUID("credential"), row.getUUID("previous_credential")).stream())
                        .filter(credential -> credential != null)
                        .toList());
    }

    private static Optional<ApiKey> first(RowSet<Row> rows) {
        return keys(rows).stream().findFirst();
    }

    private static List<ApiKey> keys(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new ApiKey(
                        row.getUUID("id"),
                        row.getString("name"),
                        scopes(row),
                        instant(row.getOffsetDateTime("created_at")),
                        instant(row.getOffsetDateTime("expires_at")),
                        instant(row.getOffsetDateTime("last_used_at")),
                        instant(row.getOffsetDateTime("rotated_at"))))
                .toList();
    }

    private static List<Permission> scopes(Row row) {
        return Arrays.stream(row.getArrayOfStrings("scopes"))
                .map(Permission::named)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Instant instant(OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
