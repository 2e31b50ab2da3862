package souk.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import souk.local.data.Json;
import souk.local.data.LocalFailure;

@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Prints the configuration in force: each key with its value and where that comes from, without"
                + " secrets. Of what runs; if nothing does, what would hold in this environment.")
public final class ConfigCommand implements Callable<Integer> {
    private static final int INCOMPLETE = 2;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "A service (auth, products, orders, gateway) or an instance; all of them if left out.")
    private String name;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Option(
            names = "--environment",
            description = "What services would run with in this environment, whatever runs. Ends with 2 if something is"
                    + " missing or wrong.")
    private boolean environment;

    @Mixin
    private DataDirectoryOption dataDirectory;

    @Override
    public Integer call() {
        var cluster = new RunningCluster(dataDirectory.data());
        var reports = new LinkedHashMap<String, JsonNode>();
        var complete = true;
        if (!environment && cluster.isThere()) {
            new RunningConfiguration(cluster).collect(name, reports);
        } else {
            complete = new GivenConfiguration(Project.directory()).collect(name, reports);
        }
        if (reports.isEmpty()) {
            throw new LocalFailure("there is no service and no running instance called " + name);
        }
        System.out.print(json ? Json.pretty(reports) : text(reports));
        return complete ? 0 : INCOMPLETE;
    }

    private static String text(Map<String, JsonNode> reports) {
        var text = new StringBuilder();
        reports.forEach((title, report) -> {
            text.append(text.isEmpty() ? "" : "\n").append(title).append('\n');
            for (var entry : report.path("settings")) {
                text.append("  %-42s %-12s %s%n"
                        .formatted(
                                entry.path("key").asText(),
                                entry.path("source").asText(),
                                entry.path("value").asText()));
            }
            report.path("remarks")
                    .forEach(remark ->
                            text.append("  Note: ").append(remark.asText()).append('\n'));
        });
        return text.toString();
    }
}
