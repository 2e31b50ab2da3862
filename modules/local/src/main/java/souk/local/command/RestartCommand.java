package souk.local.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = {
            "Stops an instance in order, starts it, and returns when it is ready.",
            "With --rolling: every one, one after the other, each when the one before it is ready and warm, from what",
            "has been built by now. No request fails: a service with one instance gets a stand-in meanwhile."
        })
public final class RestartCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "An instance as `status` shows it, such as products-1; with --rolling a service,"
                    + " such as products, or nothing for all of them.")
    private String name;

    @Option(names = "--rolling", description = "Every instance, one after the other.")
    private boolean rolling;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            defaultValue = "15",
            description = "With --rolling: how long each gets, once it is ready, before the next one leaves;"
                    + " ${DEFAULT-VALUE} seconds when left out.")
    private int warmUp;

    @Mixin
    private DataDirectoryOption dataDirectory;

    @Override
    public Integer call() {
        if (warmUp < 0 || warmUp > 600) {
            throw new ParameterException(command.commandLine(), "--warm-up must be 0 to 600, not " + warmUp);
        }
        if (name == null && !rolling) {
            throw new ParameterException(command.commandLine(), "Which instance? All of them: --rolling");
        }
        var cluster = new RunningCluster(dataDirectory.data());
        if (rolling) {
            new SupervisedInstances(cluster).roll(name, Duration.ofSeconds(warmUp), System.out::println);
            System.out.println("every instance has been started anew");
        } else {
            cluster.ask("restart", name);
            System.out.println(name + " is ready");
        }
        return 0;
    }
}
