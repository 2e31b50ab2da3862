package souk.auth.user;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.auth.account.Account;
import souk.auth.account.AccountRepository;
import souk.shared.sql.Database;

/** Accounts as administrators see them. */
final class UserRepository {

    private static final String LIST = "SELECT " + AccountRepository.COLUMNS + """
              FROM accounts
             WHERE ($1::text IS NULL
                    OR username LIKE $1::text
                    OR lower(email COLLATE "C") LIKE $1::text)
               AND ($2::text IS NULL OR roles @> ARRAY[$2::text])
               AND ($3::boolean IS NULL OR disabled = $3::boolean)
               AND ($4::uuid IS NULL OR id < $4::uuid)
             ORDER BY id DESC
             LIMIT $5::int""";

    private static final String HOLD = "SELECT " + AccountRepository.COLUMNS
            + " FROM accounts WHERE id = $1::uuid AND deleted_at IS NULL FOR UPDATE";

    private static final String SET_ROLES = """
            UPDATE accounts
               SET roles = $3::text[], version = version + 1, updated_at = now()
             WHERE id = $1::uuid AND version = $2::bigint
            RETURNING
            """ + AccountRepository.COLUMNS;

    private static final String SET_DISABLED = """
            UPDATE accounts
               SET disabled = $3::boolean, version = version + 1, updated_at = now()
             WHERE id = $1::uuid AND version = $2::bigint
            RETURNING
            """ + AccountRepository.COLUMNS;

    private final Database database;

    /** @param prefix of the name or address, in lower case; null members do not restrict */
    record Filter(String prefix, String role, Boolean disabled) {}

    UserRepository(Database database) {
        this.database = database;
    }

    /** The newest first. */
    Future<List<Account>> list(Filter filter, UUID before, int limit) {
        var pattern = filter.prefix() == null ? null : filter.prefix().replaceAll("([\\\\%_])", "\\\\$1") + "%";
        return database.query(LIST, pattern, filter.role(), filter.disabled(), before, limit)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(AccountRepository::account)
                        .toList());
    }

    /** Nobody else changes the account until the end of the transaction. Empty for one whose owner has deleted it. */
    Future<Optional<Account>> hold(SqlConnection connection, UUID id) {
        return one(connection, HOLD, id);
    }

    Future<Account> setRoles(SqlConnection connection, Account held, Set<String> roles) {
        return one(connection, SET_ROLES, held.id(), held.version(), roles.toArray(String[]::new))
                .map(Optional::orElseThrow);
    }

    Future<Account> setDisabled(SqlConnection connection, Account held, boolean disabled) {
        return one(connection, SET_DISABLED, held.id(), held.version(), disabled)
                .map(Optional::orElseThrow);
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
