package souk.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What stands in the tables of a service, so that a change can be seen from outside. */
final class ShopTables {

    /** They say that something was asked, or are worked off in the background, whatever the answer was. */
    private static final Set<String> BESIDE = Set.of(
            "access_changes",
            "audit_entries",
            "flyway_schema_history",
            "import_chunks",
            "import_lines",
            "imports",
            "inbox",
            "inbox_versions",
            "login_attempts",
            "oidc_logins",
            "outbox",
            "outbox_leases",
            "registration_keys",
            "request_keys",
            "search_feed",
            "search_feed_horizon",
            "sessions");

    private final Map<String, String> environment;
    private final String question;

    /** @param environment of an instance of the service */
    ShopTables(Map<String, String> environment) {
        this.environment = environment;
        this.question = question();
    }

    /** Rows and a sum over them, of each table. */
    Map<String, String> look() {
        var seen = new TreeMap<String, String>();
        rows(question).forEach(row -> seen.put(row.get(0), row.get(1)));
        return seen;
    }

    private String question() {
        var tables = new ArrayList<String>();
        for (var row : rows("""
                SELECT relname, '' FROM pg_class
                 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace""")) {
            if (!BESIDE.contains(row.get(0))) {
                tables.add("SELECT '%1$s', count(*) || ' ' || coalesce(sum(hashtext(t::text)::bigint), 0) FROM %1$s t"
                        .formatted(row.get(0)));
            }
        }
        return String.join(" UNION ALL ", tables);
    }

    private List<List<String>> rows(String sql) {
        try (var connection = DriverManager.getConnection(
                        "jdbc:" + environment.get("SOUK_DATABASE_URL"),
                        environment.get("SOUK_DATABASE_OWNER"),
                        Files.readString(Path.of(environment.get("SOUK_DATABASE_OWNER_PASSWORD_FILE")))
                                .strip());
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                rows.add(List.of(result.getString(1), result.getString(2)));
            }
            return rows;
        } catch (SQLException | IOException broken) {
            throw broken instanceof IOException io ? new UncheckedIOException(io) : new IllegalStateException(broken);
        }
    }
}
