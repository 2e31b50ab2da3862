package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "restart",
        mixinStandardHelpOptions = true,
        description = "Stops an instance in order, starts it, and returns when it is ready.")
public final class RestartCommand implements Callable<Integer> {
    @Mixin
    private InstanceTarget instance;

    @Override
    public Integer call() {
        return instance.have("restart", "is ready");
    }
}
