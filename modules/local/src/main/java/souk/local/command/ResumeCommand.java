package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "resume", mixinStandardHelpOptions = true, description = "Lets a frozen instance go on (SIGCONT).")
public final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private InstanceTarget instance;

    @Override
    public Integer call() {
        return instance.have("resume", "goes on");
    }
}
