package souk.local.fill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import souk.testing.PostgresServer;

/** Databases with the tables of a service, as its migrations make them. */
public final class ServiceTables {
    private ServiceTables() {}

    /** A new database. The caller closes the connection. */
    public static Connection create(String database, String service) throws SQLException, IOException {
        try (var server = PostgresServer.shared().connect("postgres")) {
            execute(server, "CREATE DATABASE %s STRATEGY wal_log".formatted(database));
            execute(server, "CREATE ROLE %s_app".formatted(database));
        }
        var connection = PostgresServer.shared().connect(database);
        try (var files = Files.list(Path.of("..", service, "src", "main", "resources", "db", service))) {
            for (var file : files.sorted(Comparator.comparingInt(ServiceTables::version))
                    .toList()) {
                execute(connection, Files.readString(file).replace("${app_role}", database + "_app"));
            }
        }
        return connection;
    }

    public static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The one number that the question is answered with. */
    public static long count(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static int version(Path file) {
        var name = file.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }
}
