package souk.local.command;

import java.time.Duration;
import java.util.stream.Collectors;
import souk.local.data.DataDirectory;
import souk.local.secret.AccessFile;

/** What is said when all is ready. */
record Welcome(AccessFile access, DataDirectory data, Duration took) {
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
                  next   ./souk status, ./souk logs -f, ./souk kill products-1, ./souk env orders
                  end    %s
                """.formatted(
                        access.url(),
                        took.toMillis() / 1000.0,
                        ROW.formatted("USERNAME", "PASSWORD", "ROLE"),
                        logIns,
                        data.access(),
                        access.url(),
                        data.logs(),
                        detached ? "./souk down" : "Ctrl-C here, or ./souk down");
    }
}
