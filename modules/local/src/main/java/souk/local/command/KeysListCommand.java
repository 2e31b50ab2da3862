package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Shows the signing keys, the one that signs last first.")
public final class KeysListCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption dataDirectory;

    @Override
    public Integer call() {
        try (var keys = KeyAdministration.of(dataDirectory.data())) {
            System.out.print(keys.list());
            return 0;
        }
    }
}
