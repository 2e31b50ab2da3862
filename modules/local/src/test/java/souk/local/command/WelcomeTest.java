package souk.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.local.data.DataDirectory;
import souk.local.secret.AccessFile;

class WelcomeTest {

    @Command(name = "any")
    private static final class AnyCommand {
        @Mixin
        private DataDirectoryOption dataDirectory;
    }

    @Test
    void namesCommandsThatMeanTheClusterWhichWasStarted() {
        var shown = welcome(repeated("--data-dir", "/srv/shop"));
        assertThat(shown)
                .contains("./souk status --data-dir /srv/shop, ./souk logs -f --data-dir /srv/shop,")
                .contains("Ctrl-C here, or ./souk down --data-dir /srv/shop");
    }

    @Test
    void saysNothingOfTheDataDirectoryThatIsMeantAnyway() {
        assertThat(repeated()).isEmpty();
        assertThat(welcome(repeated()))
                .contains("./souk status, ./souk logs -f,")
                .doesNotContain("--data-dir");
    }

    @Test
    void quotesWhatAShellWouldTakeApart() {
        assertThat(repeated("--data-dir", "/srv/my shop's")).isEqualTo(" --data-dir '/srv/my shop'\\''s'");
    }

    private static String repeated(String... arguments) {
        var command = new AnyCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.dataDirectory.repeated();
    }

    private static String welcome(String where) {
        var data = new DataDirectory(Path.of("/srv/any"));
        var access = new AccessFile("http://127.0.0.1:8080", List.of());
        return new Welcome(access, data, where, Duration.ofSeconds(1)).text(false);
    }
}
