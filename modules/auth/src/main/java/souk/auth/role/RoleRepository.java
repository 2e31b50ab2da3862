package souk.auth.role;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.shared.http.ExpectedVersion;
import souk.shared.security.Permission;
import souk.shared.sql.Database;

/** The installation's own roles. */
public final class RoleRepository {

    private static final String COLUMNS = "name, description, permissions, version";

    private static final String ALL = "SELECT " + COLUMNS + " FROM roles ORDER BY name";

    private static final String FIND = "SELECT " + COLUMNS + " FROM roles WHERE name = $1::text";

    private static final String INSERT = """
            INSERT INTO roles (name, description, permissions)
            VALUES ($1::text, $2::text, $3::text[])
            ON CONFLICT (name) DO NOTHING
            RETURNING
            """ + COLUMNS;

    private static final String UPDATE = """
            UPDATE roles
               SET description = $3::text, permissions = $4::text[], version = version + 1, updated_at = now()
             WHERE name = $1::text AND ($2::bigint[] IS NULL OR version = ANY ($2::bigint[]))
            RETURNING
            """ + COLUMNS;

    private static final String DELETE = """
            DELETE FROM roles
             WHERE name = $1::text AND ($2::bigint[] IS NULL OR version = ANY ($2::bigint[]))
               AND NOT EXISTS (SELECT 1 FROM accounts WHERE roles @> ARRAY[$1::text])""";

    private static final String HOLDERS = "SELECT id FROM accounts WHERE roles @> ARRAY[$1::text]";

    /** Held until the end of the transaction by whoever changes who may do what: one after the other. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('souk.auth.rights', 0))";

    private static final String LAST_ADMINISTRATOR = """
            SELECT coalesce(bool_or(id = $1::uuid), false) AND count(*) = 1 AS last
              FROM accounts
             WHERE roles @> ARRAY['admin'] AND NOT disabled""";

    private final Database database;

    public RoleRepository(Database database) {
        this.database = database;
    }

    Future<List<RoleDefinition>> all() {
        return database.query(ALL).map(RoleRepository::definitions);
    }

    Future<Optional<RoleDefinition>> find(String name) {
        return database.query(FIND, name).map(RoleRepository::first);
    }

    /** Of a built-in or own role; none if there is no such role. */
    public Future<List<Permission>> permissionsOf(String name) {
        return database.connection(connection -> find(connection, name))
                .map(found -> found.map(RoleDefinition::permissions).orElse(List.of()));
    }

    /** Built-in roles too. Empty if there is no such role. */
    public Future<Optional<RoleDefinition>> find(SqlConnection connection, String name) {
        var builtIn = RoleDefinition.standard(name);
        if (builtIn.isPresent()) {
            return Future.succeededFuture(builtIn);
        }
        return connection.preparedQuery(FIND).execute(Database.tuple(name)).map(RoleRepository::first);
    }

    Future<Optional<RoleDefinition>> insert(SqlConnection connection, RoleDefinition role) {
        return connection
                .preparedQuery(INSERT)
                .execute(Database.tuple(role.name(), role.description(), scopes(role)))
                .map(RoleRepository::first);
    }

    /** Compare-and-set; empty if the role is another version by now, or gone. */
    Future<Optional<RoleDefinition>> update(SqlConnection connection, RoleDefinition role, ExpectedVersion expected) {
        return connection
                .preparedQuery(UPDATE)
                .execute(Database.tuple(role.name(), expected.forSql(), role.description(), scopes(role)))
                .map(RoleRepository::first);
    }

    /** False if it is another version, gone, or somebody has it. */
    Future<Boolean> delete(SqlConnection connection, String name, ExpectedVersion expected) {
        return connection
                .preparedQuery(DELETE)
                .execute(Database.tuple(name, expected.forSql()))
                .map(rows -> rows.rowCount() == 1);
    }

    Future<List<UUID>> holders(SqlConnection connection, String name) {
        return connection
                .preparedQuery(HOLDERS)
                .execute(Database.tuple(name))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("id"))
                        .toList());
    }

    /** Whether nobody would administer any more without the account; to be asked under {@link #lockRights} only. */
    public Future<Boolean> isLastAdministrator(SqlConnection connection, UUID account) {
        return connection
                .preparedQuery(LAST_ADMINISTRATOR)
                .execute(Database.tuple(account))
                .map(rows -> rows.iterator().next().getBoolean("last"));
    }

    /** Until the end of the transaction nobody else changes roles or who has them. */
    public Future<Void> lockRights(SqlConnection connection) {
        return connection.query(LOCK).execute().mapEmpty();
    }

    private static String[] scopes(RoleDefinition role) {
        return role.permissions().stream().map(Permission::scope).toArray(String[]::new);
    }

    private static Optional<RoleDefinition> first(RowSet<Row> rows) {
        return definitions(rows).stream().findFirst();
    }

    private static List<RoleDefinition> definitions(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> RoleDefinition.own(
                        row.getString("name"),
                        row.getString("description"),
                        permissions(row.getArrayOfStrings("permissions")),
                        row.getLong("version")))
                .toList();
    }

    private static Set<Permission> permissions(String[] scopes) {
        var permissions = EnumSet.noneOf(Permission.class);
        Arrays.stream(scopes).map(Permission::named).flatMap(Optional::stream).forEach(permissions::add);
        return permissions;
    }
}
