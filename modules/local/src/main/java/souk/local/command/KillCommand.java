package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        description = "Kills an instance as a crash would (SIGKILL); the supervisor starts it again.")
public final class KillCommand implements Callable<Integer> {
    @Mixin
    private InstanceTarget instance;

    @Override
    public Integer call() {
        return instance.have("kill", "was killed");
    }
}
