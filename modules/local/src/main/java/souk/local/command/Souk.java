package souk.local.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import souk.local.data.LocalFailure;

/** The command line. */
@Command(
        name = "souk",
        mixinStandardHelpOptions = true,
        version = "Souk 0.1.0",
        description = "Runs a whole Souk cluster on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Exit codes: 0 done, 1 trouble, 2 wrong usage, 3 nothing runs, 4 runs already."},
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            ResetCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            KillCommand.class,
            StopCommand.class,
            StartCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            RestartCommand.class,
            EnvCommand.class,
            ConfigCommand.class,
            KeysCommand.class,
            ImportCommand.class,
            CheckCommand.class,
            ProveCommand.class,
            BenchCommand.class,
            SuperviseCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Souk {
    private Souk() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Returns the exit code. */
    static int run(String... arguments) {
        return new CommandLine(new Souk())
                .setExecutionExceptionHandler((trouble, command, parsed) -> {
                    if (trouble instanceof LocalFailure failure) {
                        System.err.println("souk: " + failure.getMessage());
                        return failure.exitCode();
                    }
                    trouble.printStackTrace();
                    return 1;
                })
                .execute(arguments);
    }
}
