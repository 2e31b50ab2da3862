package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "pause", mixinStandardHelpOptions = true, description = "Freezes an instance (SIGSTOP).")
public final class PauseCommand implements Callable<Integer> {
    @Mixin
    private InstanceTarget instance;

    @Override
    public Integer call() {
        return instance.have("pause", "is paused");
    }
}
