package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = "Stops an instance in order; it stays down until it is started.")
public final class StopCommand implements Callable<Integer> {
    @Mixin
    private InstanceTarget instance;

    @Override
    public Integer call() {
        return instance.have("stop", "is down");
    }
}
