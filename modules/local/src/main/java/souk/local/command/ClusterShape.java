package souk.local.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import souk.local.cluster.ClusterOptions;

/** How large the cluster is and where it is found. */
final class ClusterShape {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many instances of each service, 1 to 9; ${DEFAULT-VALUE} when left out.")
    private int replicas;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Where clients come in, ${DEFAULT-VALUE} when left out; 0 for any free one.")
    private int port;

    ClusterOptions options() {
        try {
            return new ClusterOptions(replicas, port);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    List<String> arguments() {
        return List.of("--replicas", Integer.toString(replicas), "--port", Integer.toString(port));
    }
}
