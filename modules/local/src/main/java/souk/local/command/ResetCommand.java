package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Stops the cluster and removes all its data: orders, accounts, certificates, passwords.")
public final class ResetCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption dataDirectory;

    @Override
    public Integer call() {
        var data = dataDirectory.data();
        new Stopping(data).run();
        data.delete();
        System.out.println("removed " + data.root());
        return 0;
    }
}
