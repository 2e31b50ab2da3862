package souk.auth.profile;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.auth.account.Account;
import souk.auth.account.AccountRepository;
import souk.shared.sql.Database;

/** What owners change of their accounts. */
final class ProfileRepository {

    private static final String HOLD =
            "SELECT " + AccountRepository.COLUMNS + " FROM accounts WHERE id = $1::uuid AND NOT disabled FOR UPDATE";

    private static final String CHANGE = """
            UPDATE accounts
               SET email = coalesce($2::text, email),
                   display_name = CASE WHEN $3::boolean THEN $4::text ELSE display_name END,
                   version = version + 1, updated_at = now()
             WHERE id = $1::uuid
            RETURNING
            """ + AccountRepository.COLUMNS;

    private static final String SET_PASSWORD = """
            UPDATE accounts
               SET password_hash = $3::text, updated_at = now()
             WHERE id = $1::uuid AND password_hash = $2::text AND NOT disabled""";

    /** The name that is left says nothing, and nobody can have taken it before: not even the id is in it. */
    private static final String ANONYMISE = """
            UPDATE accounts
               SET username = 'deleted-' || replace(gen_random_uuid()::text, '-', ''),
                   email = NULL, display_name = NULL, password_hash = NULL, roles = ARRAY['customer'], disabled = true,
                   deleted_at = now(), version = version + 1, updated_at = now()
             WHERE id = $1::uuid""";

    private static final String FORGET_IDENTITIES = "DELETE FROM identities WHERE account_id = $1::uuid";

    private static final String FORGET_REGISTRATION =
            "DELETE FROM registration_keys WHERE answer LIKE '%\"' || $1::uuid || '\"%'";

    private static final String EXPORT = """
            SELECT json_build_object(
                'exportedAt', now(),
                'profile', json_build_object(
                    'id', a.id, 'username', a.username, 'email', a.email, 'displayName', a.display_name,
                    'roles', a.roles, 'hasPassword', a.password_hash IS NOT NULL,
                    'createdAt', a.created_at, 'updatedAt', a.updated_at),
                'identities', coalesce((
                    SELECT json_agg(json_build_object('issuer', issuer, 'subject', subject, 'createdAt', created_at))
                      FROM identities WHERE account_id = a.id), '[]'),
                'sessions', coalesce((
                    SELECT json_agg(json_build_object(
                               'id', id, 'createdAt', created_at, 'lastUsedAt', last_used_at, 'expiresAt', valid_until,
                               'clientAddress', client_address, 'userAgent', user_agent, 'provider', provider)
                           ORDER BY id)
                      FROM sessions WHERE account = a.id), '[]'),
                'apiKeys', coalesce((
                    SELECT json_agg(json_build_object(
                               'id', id, 'name', name, 'scopes', scopes, 'createdAt', created_at, 'expiresAt', expires_at,
                               'lastUsedAt', last_used_at, 'rotatedAt', rotated_at, 'revokedAt', revoked_at)
                           ORDER BY id)
                      FROM api_keys WHERE account_id = a.id), '[]'),
                'audit', coalesce((
                    SELECT json_agg(json_build_object(
                               'at', at, 'kind', kind, 'outcome', outcome, 'subject', subject, 'address', address,
                               'service', service, 'detail', detail, 'count', count)
                           ORDER BY at DESC, id DESC)
                      FROM (SELECT *
                              FROM audit_entries
                             WHERE actor = a.id
                             ORDER BY at DESC, id DESC
                             LIMIT 10000) AS latest), '[]'))::text AS document
              FROM accounts a
             WHERE a.id = $1::uuid AND NOT a.disabled""";

    private final Database database;

    ProfileRepository(Database database) {
        this.database = database;
    }

    /** The account, which nobody else changes until the end of the transaction; empty if it is disabled. */
    Future<Optional<Account>> hold(SqlConnection connection, UUID id) {
        return one(connection, HOLD, id);
    }

    /** Fails with the violation of {@code accounts_email_unique} if somebody else has the address. */
    Future<Account> change(SqlConnection connection, UUID id, ProfilePatch patch) {
        return one(connection, CHANGE, id, patch.email(), patch.namesDisplayName(), patch.displayName())
                .map(Optional::orElseThrow);
    }

    /** False if the password is another one by now. */
    Future<Boolean> setPassword(SqlConnection connection, UUID id, String presentHash, String newHash) {
        return connection
                .preparedQuery(SET_PASSWORD)
                .execute(Database.tuple(id, presentHash, newHash))
                .map(rows -> rows.rowCount() == 1);
    }

    Future<Void> anonymise(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(ANONYMISE)
                .execute(Database.tuple(id))
                .compose(done -> connection.preparedQuery(FORGET_IDENTITIES).execute(Database.tuple(id)))
                .compose(done -> connection.preparedQuery(FORGET_REGISTRATION).execute(Database.tuple(id)))
                .mapEmpty();
    }

    /** All that is kept of the account, but no secrets, as one JSON document of one instant. */
    Future<Optional<String>> export(UUID id) {
        return database.query(EXPORT, id)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(row -> row.getString("document")));
    }

    private static Future<Optional<Account>> one(SqlConnection connection, String sql, Object... parameters) {
        return connection
                .preparedQuery(sql)
                .execute(Database.tuple(parameters))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(AccountRepository::account));
    }
}
