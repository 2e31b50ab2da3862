package souk.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Shows and rotates the keys that access tokens are signed with.",
        subcommands = {KeysListCommand.class, KeysRotateCommand.class})
public final class KeysCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "What is to be done with the keys: list or rotate?");
    }
}
