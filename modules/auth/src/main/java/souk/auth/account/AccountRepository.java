package souk.auth.account;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import souk.shared.security.Permission;
import souk.shared.security.Role;
import souk.shared.sql.Database;

/** Accounts and their password hashes. */
public final class AccountRepository {

    /** What {@link #account} reads. */
    public static final String COLUMNS = """
            id, username, email, display_name, roles, generation, disabled, version, created_at, password_hash,
            ARRAY(SELECT unnest(r.permissions) FROM roles r WHERE r.name = ANY (accounts.roles)) AS own_permissions
            """;

    private static final String BY_ID = "SELECT " + COLUMNS + " FROM accounts WHERE id = $1::uuid";

    private static final String BY_USERNAME =
            "SELECT " + COLUMNS + " FROM accounts WHERE username = lower($1::text COLLATE \"C\")";

    private static final String BY_EMAIL =
            "SELECT " + COLUMNS + " FROM accounts WHERE lower(email COLLATE \"C\") = lower($1::text COLLATE \"C\")";

    private static final String INSERT = """
            INSERT INTO accounts (id, username, email, roles, password_hash)
            VALUES ($1::uuid, $2::text, $3::text, $4::text[], $5::text)
            ON CONFLICT DO NOTHING
            RETURNING
            """ + COLUMNS;

    private static final String TAKEN = """
            SELECT coalesce(bool_or(username = $1::text), false) AS username,
                   coalesce(bool_or(lower(email COLLATE "C") = lower($2::text COLLATE "C")), false) AS email
              FROM accounts
             WHERE username = $1::text OR lower(email COLLATE "C") = lower($2::text COLLATE "C")""";

    /** Only if nobody changed the password meanwhile. */
    private static final String REHASH = """
            UPDATE accounts
               SET password_hash = $3::text
             WHERE id = $1::uuid AND password_hash = $2::text""";

    private final Database database;

    public AccountRepository(Database database) {
        this.database = database;
    }

    public Future<Optional<Account>> byId(UUID id) {
        return database.query(BY_ID, id).map(rows -> first(rows).map(Login::account));
    }

    public Future<Optional<Login>> loginById(UUID id) {
        return database.query(BY_ID, id).map(AccountRepository::first);
    }

    public Future<Optional<Account>> byId(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(BY_ID)
                .execute(Database.tuple(id))
                .map(rows -> first(rows).map(Login::account));
    }

    /** @param name a user name or, if it has an {@code @}, an e-mail address; the case does not matter */
    public Future<Optional<Login>> byLoginName(String name) {
        return database.query(name.contains("@") ? BY_EMAIL : BY_USERNAME, name).map(AccountRepository::first);
    }

    public Future<Void> rehash(UUID id, String presentHash, String newHash) {
        return database.query(REHASH, id, presentHash, newHash).mapEmpty();
    }

    /** Empty if the name or the address is taken. Waits for others that are about to take them. */
    Future<Optional<Account>> insert(SqlConnection connection, NewAccount account, String passwordHash) {
        var roles = account.roles().toArray(String[]::new);
        return connection
                .preparedQuery(INSERT)
                .execute(Database.tuple(account.id(), account.username(), account.email(), roles, passwordHash))
                .map(rows -> first(rows).map(Login::account));
    }

    Future<Registered.Taken> taken(SqlConnection connection, NewAccount account) {
        return connection
                .preparedQuery(TAKEN)
                .execute(Database.tuple(account.username(), account.email()))
                .map(rows -> rows.iterator().next())
                .map(row -> new Registered.Taken(row.getBoolean("username"), row.getBoolean("email")));
    }

    Future<Boolean> exists(NewAccount account) {
        return database.connection(connection -> taken(connection, account))
                .map(taken -> taken.username() || taken.email());
    }

    private static Optional<Login> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(rows.iterator().next())
                        .map(row -> new Login(account(row), row.getString("password_hash")));
    }

    /** @param row with the {@link #COLUMNS} */
    public static Account account(Row row) {
        return new Account(
                row.getUUID("id"),
                row.getString("username"),
                row.getString("email"),
                row.getString("display_name"),
                Set.copyOf(List.of(row.getArrayOfStrings("roles"))),
                permissions(row),
                row.getInteger("generation"),
                row.getBoolean("disabled"),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    /** A role or permission that only a newer release knows grants nothing here. */
    private static Set<Permission> permissions(Row row) {
        var permissions = Role.ofAll();
        for (var name : row.getArrayOfStrings("roles")) {
            Role.named(name).map(Role::permissions).ifPresent(permissions::addAll);
        }
        for (var scope : row.getArrayOfStrings("own_permissions")) {
            Permission.named(scope).ifPresent(permissions::add);
        }
        return permissions;
    }
}
