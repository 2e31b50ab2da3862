package souk.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        description = "Does harm to the running cluster and proves that its clients do not notice.",
        subcommands = {ProveKillCommand.class, ProvePauseCommand.class, ProveRestartCommand.class},
        footer = {"", "Needs `souk up --replicas 2`. Ends with 1 when a rule was broken or too little was seen."})
public final class ProveCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "What is to be proved: kill, pause or restart?");
    }
}
