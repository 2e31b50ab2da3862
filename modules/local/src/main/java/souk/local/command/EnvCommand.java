package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import souk.local.data.Json;

@Command(
        name = "env",
        mixinStandardHelpOptions = true,
        description = "Prints the environment with which one more instance of a service joins the running cluster.")
public final class EnvCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "A service (auth, products, orders, gateway) for one more instance of it,"
                    + " or an instance for its own environment.")
    private String name;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Mixin
    private DataDirectoryOption dataDirectory;

    @Override
    public Integer call() {
        var environment = new RunningCluster(dataDirectory.data()).ask("environment", name);
        if (json) {
            System.out.print(Json.pretty(environment));
            return 0;
        }
        environment
                .properties()
                .forEach(entry -> System.out.println("export " + entry.getKey() + "="
                        + quoted(entry.getValue().asText())));
        return 0;
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
