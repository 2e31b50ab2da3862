package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.local.prove.PauseRun;

@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = {
            "Freezes an instance (SIGSTOP) in the middle of a stream of reads and keyed orders and lets it",
            "go on later: trouble may last 3 s at most, no order may be lost or doubled, and stock must add up."
        })
public final class ProvePauseCommand implements Callable<Integer> {
    @Mixin
    private RunOptions options;

    @Option(
            names = "--for",
            paramLabel = "S",
            defaultValue = "30",
            description = "For how many seconds it is frozen; ${DEFAULT-VALUE} when left out.")
    private int seconds;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            defaultValue = "products",
            description = "Of which service: products, orders or auth; ${DEFAULT-VALUE} when left out.")
    private String service;

    @Override
    public Integer call() {
        return options.run(
                seconds,
                (instances, url, drive, progress) -> new PauseRun(service, instances, url, drive, progress)::round);
    }
}
