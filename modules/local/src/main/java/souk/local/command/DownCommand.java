package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", mixinStandardHelpOptions = true, description = "Stops the cluster; its data stays.")
public final class DownCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption dataDirectory;

    @Override
    public Integer call() {
        var stopped = new Stopping(dataDirectory.data()).run();
        System.out.println(stopped ? "all is down" : "nothing runs");
        return 0;
    }
}
