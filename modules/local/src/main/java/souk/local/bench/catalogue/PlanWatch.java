package souk.local.bench.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import souk.local.bench.Server;
import souk.local.client.Pause;
import souk.local.data.Json;
import souk.local.data.LocalFailure;

/**
 * Has the server write the plans that it really uses into its log (auto_explain, which the cluster's server loads and
 * leaves silent), while requests are sent one at a time.
 */
final class PlanWatch implements AutoCloseable {
    private static final String BIG_TABLES = """
            SELECT relname FROM pg_class
             WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples >= 10000""";
    private static final Pattern PLAN = Pattern.compile("LOG:  duration: [0-9.]+ ms  plan:\\n((?:\\t.*\\n)+)");
    private static final Duration UNTIL_WRITTEN = Duration.ofMillis(500);
    private static final Duration BACKGROUND = Duration.ofSeconds(3);

    private final Server server;
    private final Path log;
    private final Set<String> bigTables;
    private final Set<String> background = new HashSet<>();

    private PlanWatch(Server server, Path log, Set<String> bigTables) {
        this.server = server;
        this.log = log;
        this.bigTables = bigTables;
    }

    /** Whether the server has what it takes; one that was started by an older version has not. */
    static boolean isPossible(Server server) {
        try (var connection = server.connect("postgres")) {
            return texts(connection, "SHOW session_preload_libraries").contains("auto_explain");
        } catch (SQLException e) {
            throw new LocalFailure("cannot ask the database: " + e.getMessage(), e);
        }
    }

    /** Begins by learning which statements come without any request, when the last ones have been answered. */
    static PlanWatch start(Server server, Path log) {
        Pause.of(BACKGROUND);
        try (var connection = server.connect("products")) {
            var watch = new PlanWatch(server, log, Set.copyOf(texts(connection, BIG_TABLES)));
            watch.configure(
                    "SET auto_explain.log_min_duration = 0",
                    "SET auto_explain.log_format = 'json'",
                    "SET auto_explain.log_parameter_max_length = 0");
            watch.written(() -> Pause.of(BACKGROUND))
                    .forEach(logged -> watch.background.add(StatementPlan.statement(logged)));
            return watch;
        } catch (SQLException e) {
            throw new LocalFailure("cannot ask the database: " + e.getMessage(), e);
        }
    }

    /**
     * The different statements that the requests led to, in the order of their coming. What came less often than the
     * requests was something that comes by itself.
     *
     * @param requests as many of the same kind as {@code times} says
     */
    List<StatementPlan> of(CatalogueCase measured, int times, Runnable requests) {
        var plans = new LinkedHashMap<String, StatementPlan>();
        var seen = new HashMap<String, Integer>();
        for (var logged : written(requests)) {
            var plan = StatementPlan.of(measured, logged, bigTables);
            seen.merge(plan.statement(), 1, Integer::sum);
            plans.putIfAbsent(plan.statement() + plan.reads(), plan);
        }
        return plans.values().stream()
                .filter(plan -> seen.get(plan.statement()) >= times && !background.contains(plan.statement()))
                .toList();
    }

    @Override
    public void close() {
        configure(
                "RESET auto_explain.log_min_duration",
                "RESET auto_explain.log_format",
                "RESET auto_explain.log_parameter_max_length");
    }

    private void configure(String... changes) {
        try (var connection = server.connect("postgres");
                var statement = connection.createStatement()) {
            for (var change : changes) {
                statement.execute("ALTER SYSTEM " + change);
            }
            statement.execute("SELECT pg_reload_conf()");
            Pause.of(UNTIL_WRITTEN);
        } catch (SQLException e) {
            throw new LocalFailure("cannot configure the database: " + e.getMessage(), e);
        }
    }

    private List<JsonNode> written(Runnable work) {
        try {
            var before = Files.size(log);
            work.run();
            Pause.of(UNTIL_WRITTEN);
            try (var file = Files.newInputStream(log)) {
                file.skipNBytes(Math.min(before, Files.size(log)));
                return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    static List<JsonNode> parse(String log) {
        var plans = new ArrayList<JsonNode>();
        var matcher = PLAN.matcher(log);
        while (matcher.find()) {
            plans.add(Json.read(matcher.group(1), JsonNode.class));
        }
        return plans;
    }

    private static List<String> texts(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(question)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
