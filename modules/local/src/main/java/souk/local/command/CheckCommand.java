package souk.local.command;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.local.check.Patience;
import souk.local.check.ShopCheck;
import souk.local.check.Source;
import souk.local.data.Json;
import souk.local.data.LocalFailure;
import souk.local.prove.Correctness;
import souk.local.prove.Finding;
import souk.local.prove.HistoryFile;
import souk.local.prove.ReportText;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Looks into the databases of orders and products for what must not be: orders without stock, stock without",
            "orders, sums that do not add up, what is stuck. It only reads, and may look at a shop that is busy."
        },
        footer = {
            "",
            "Ends with 0 when all adds up, with 1 when it found something, with 2 when it could not look.",
            "Other databases than those of the local cluster: give both as JDBC URLs, as options or in the environment."
        })
public final class CheckCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption dataDirectory;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Option(
            names = "--passing",
            paramLabel = "S",
            defaultValue = "30",
            description = "For how many seconds something may be in a state that it passes through; ${DEFAULT-VALUE}.")
    private int passing;

    @Option(
            names = "--again-after",
            paramLabel = "S",
            defaultValue = "5",
            description = "After how many seconds suspects are looked at once more; ${DEFAULT-VALUE}.")
    private int againAfter;

    @Option(
            names = "--orders",
            paramLabel = "URL",
            defaultValue = "${env:SOUK_CHECK_ORDERS}",
            description = "Or SOUK_CHECK_ORDERS, as jdbc:postgresql://host/orders?user=…&password=….")
    private String orders;

    @Option(
            names = "--products",
            paramLabel = "URL",
            defaultValue = "${env:SOUK_CHECK_PRODUCTS}",
            description = "Or SOUK_CHECK_PRODUCTS.")
    private String products;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Judges what clients saw in a run of `souk prove` instead; needs no cluster.")
    private Path history;

    @Override
    public Integer call() {
        return history == null ? lookIntoDatabases() : judgeHistory();
    }

    private int judgeHistory() {
        try {
            var run = new HistoryFile(history).read();
            var findings = new Correctness(run.history(), run.evidence()).findings();
            var holds = !run.history().attempts().isEmpty() && findings.stream().allMatch(Finding::holds);
            System.out.print(
                    json
                            ? Json.pretty(findings)
                            : ReportText.of(run.history().attempts().size() + " requests", findings));
            return holds ? 0 : 1;
        } catch (UncheckedIOException | IllegalArgumentException trouble) {
            System.err.println("souk: cannot look: " + trouble.getMessage());
            return 2;
        }
    }

    private int lookIntoDatabases() {
        var patience = new Patience(Duration.ofSeconds(passing), Duration.ofSeconds(againAfter));
        try {
            var report = new ShopCheck(source("orders", orders), source("products", products), patience).run();
            System.out.print(json ? Json.pretty(report) : report.text());
            return report.consistent() ? 0 : 1;
        } catch (SQLException | LocalFailure trouble) {
            System.err.println("souk: cannot look: " + trouble.getMessage());
            return 2;
        }
    }

    private Source source(String database, String url) {
        if (url != null && !url.isBlank()) {
            return () -> DriverManager.getConnection(url);
        }
        var data = dataDirectory.data();
        var server = new ClusterDatabase(data, new RunningCluster(data)).server();
        return () -> server.connect(database);
    }
}
