package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.local.prove.KillRun;

@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        description = {
            "Kills an instance of products, orders and auth (SIGKILL) in the middle of a stream of reads and keyed",
            "orders: no request may fail, none may take longer than 2 s, no order may be lost or doubled, and stock",
            "must add up. Then kills a gateway, which may break its own connections and nothing else."
        })
public final class ProveKillCommand implements Callable<Integer> {
    @Mixin
    private RunOptions options;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "30",
            description = "How long the stream goes on while services are killed; ${DEFAULT-VALUE} when left out.")
    private int seconds;

    @Override
    public Integer call() {
        return options.run(
                seconds, (instances, url, drive, progress) -> new KillRun(instances, url, drive, progress)::round);
    }
}
