package souk.local.command;

import java.time.Duration;
import java.util.stream.Collectors;
import souk.local.data.DataDirectory;
import souk.local.secret.AccessFile;

/**
 * What is said when all is ready.
 *
 * @param where what other commands need in order to mean this cluster, see {@link DataDirectoryOption#repeated}
 */
record Welcome(AccessFile access, DataDirectory data, String where, Duration took) {
    private static final String ROW = "  %-12s %-26s %s";

    String text(boolean detached) {
        var logIns = access.accounts().stream()
                .map(account -> ROW.formatted(account.username(), account.password(), account.role()))
                .collect(Collectors.joining("\n"));
        return """

                Souk is ready at %s after %.1f s

                %s
                %s
                  (kept in %s)

                  try    curl %s/products
                  logs   %s
                  next   %s, %s, %s, %s
                  end    %s
                """.formatted(
                        access.url(),
                        took.toMillis() / 1000.0,
                        ROW.formatted("USERNAME", "PASSWORD", "ROLE"),
                        logIns,
                        data.access(),
                        access.url(),
                        data.logs(),
                        command("status"),
                        command("logs -f"),
                        command("kill products-1"),
                        command("env orders"),
                        detached ? command("down") : "Ctrl-C here, or " + command("down"));
    }

    private String command(String words) {
        return "./souk " + words + where;
    }
}
