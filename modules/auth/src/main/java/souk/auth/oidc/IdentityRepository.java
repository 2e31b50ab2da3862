package souk.auth.oidc;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import souk.auth.account.Account;
import souk.auth.account.AccountRepository;
import souk.shared.sql.Database;

/** Whose account is whose, by issuer and subject. Nothing here looks anybody up by name or e-mail address. */
final class IdentityRepository {

    /** Held until the end of the transaction, so that two first log-ins of one person make one account. */
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('souk.identity ' || $1::text, 0))";

    private static final String ACCOUNT = """
            SELECT account_id
              FROM identities
             WHERE issuer = $1::text AND subject = $2::text""";

    /** The address only if no other account has it. */
    private static final String INSERT_ACCOUNT = """
            INSERT INTO accounts (id, username, email, roles)
            SELECT $1::uuid, $2::text, given.email, $4::text[]
              FROM (SELECT (SELECT $3::text
                             WHERE NOT EXISTS (SELECT FROM accounts
                                                WHERE lower(email COLLATE "C") = lower($3::text COLLATE "C"))) AS email) given
                ON CONFLICT DO NOTHING
            RETURNING id""";

    private static final String INSERT = """
            INSERT INTO identities (issuer, subject, account_id, as_of)
            VALUES ($1::text, $2::text, $3::uuid, $4::timestamptz)""";

    /** Whether this token says something newer than what was taken over already. */
    private static final String NEWER = """
            UPDATE identities
               SET as_of = $3::timestamptz
             WHERE issuer = $1::text AND subject = $2::text AND as_of < $3::timestamptz""";

    private static final String SET_ROLES = """
            UPDATE accounts
               SET roles = $2::text[], version = version + 1, updated_at = now()
             WHERE id = $1::uuid AND NOT (roles @> $2::text[] AND roles <@ $2::text[])""";

    private final Database database;
    private final AccountRepository accounts;

    IdentityRepository(Database database, AccountRepository accounts) {
        this.database = database;
        this.accounts = accounts;
    }

    /** Runs the work while nobody else is at work on the same person. */
    <T> Future<T> alone(ForeignPerson person, Function<SqlConnection, Future<T>> work) {
        return database.transaction(connection -> connection
                .preparedQuery(LOCK)
                .execute(Database.tuple(person.issuer() + " " + person.subject()))
                .compose(locked -> work.apply(connection)));
    }

    Future<Optional<UUID>> accountOf(SqlConnection connection, ForeignPerson person) {
        return connection
                .preparedQuery(ACCOUNT)
                .execute(Database.tuple(person.issuer(), person.subject()))
                .map(rows -> first(rows).map(row -> row.getUUID("account_id")));
    }

    Future<Account> account(SqlConnection connection, UUID id) {
        return accounts.byId(connection, id).map(Optional::orElseThrow);
    }

    /** False if the name is taken. The account has no password. */
    Future<Boolean> insertAccount(
            SqlConnection connection, UUID id, String username, Optional<String> email, Set<String> roles) {
        return connection
                .preparedQuery(INSERT_ACCOUNT)
                .execute(Database.tuple(id, username, email.orElse(null), roles.toArray(String[]::new)))
                .map(rows -> rows.rowCount() == 1);
    }

    Future<Void> insert(SqlConnection connection, ForeignPerson person, UUID account) {
        return connection
                .preparedQuery(INSERT)
                .execute(Database.tuple(person.issuer(), person.subject(), account, person.asOf()))
                .mapEmpty();
    }

    Future<Boolean> isNewer(SqlConnection connection, ForeignPerson person) {
        return connection
                .preparedQuery(NEWER)
                .execute(Database.tuple(person.issuer(), person.subject(), person.asOf()))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Whether the account had other roles. */
    Future<Boolean> setRoles(SqlConnection connection, UUID account, Set<String> roles) {
        return connection
                .preparedQuery(SET_ROLES)
                .execute(Database.tuple(account, roles.toArray(String[]::new)))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }
}
