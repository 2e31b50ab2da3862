package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import souk.local.prove.RestartRun;

@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = {
            "Restarts every instance of every service, one after the other, in the middle of a stream of reads and keyed",
            "orders, from clients that keep their connections and from clients that come anew each time: no request may",
            "fail, none may take longer than 2 s, no order may be lost or doubled, and stock must add up."
        })
public final class ProveRestartCommand implements Callable<Integer> {
    @Mixin
    private RunOptions options;

    @Option(
            names = "--pause",
            paramLabel = "S",
            defaultValue = "15",
            description = "How long each instance gets, once it is ready, before the next one leaves;"
                    + " ${DEFAULT-VALUE} when left out, 6 at least.")
    private int seconds;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Only the instances of this service: auth, products, orders or gateway.")
    private String service;

    @Override
    public Integer call() {
        return options.run(
                seconds,
                (instances, url, drive, progress) -> new RestartRun(service, instances, url, drive, progress)::round);
    }
}
