package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        description = "Gives the signing key a successor. Nobody is logged out.")
public final class KeysRotateCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption dataDirectory;

    @Option(
            names = "--immediately",
            description = "The successor signs at once, instead of when everybody has had 15 minutes to hear of it.")
    private boolean immediately;

    @Override
    public Integer call() {
        try (var keys = KeyAdministration.of(dataDirectory.data())) {
            System.out.print(keys.rotate(immediately));
            return 0;
        }
    }
}
