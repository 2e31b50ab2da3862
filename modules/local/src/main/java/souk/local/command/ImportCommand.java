package souk.local.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import souk.local.data.Json;
import souk.local.importing.ImportOrder;
import souk.local.importing.ImportRun;
import souk.local.importing.Progress;
import souk.local.secret.AccessFile;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Imports a file of products: NDJSON, CSV, Shopify's export, or JSON of another shop.",
        footer = {"", "Ends with 0 when all lines were applied, 1 when some failed, 2 when the file is of no use."})
public final class ImportCommand implements Callable<Integer> {
    private static final int UNUSABLE = 2;

    @Mixin
    private DataDirectoryOption dataDirectory;

    @Parameters(paramLabel = "FILE", description = "What to import; its name says what it is.")
    private Path file;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    private boolean dryRun;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "ndjson, csv, shopify, foreign (CSV of another shop) or json, whatever the file looks like.")
    private String format;

    @Option(names = "--currency", paramLabel = "CODE", description = "Of prices that come without one, such as EUR.")
    private String currency;

    @Option(
            names = "--as",
            paramLabel = "USER",
            defaultValue = "seller",
            description = "Whose products they become: a name from access.json; ${DEFAULT-VALUE} when left out.")
    private String user;

    @Option(names = "--json", description = "For programs; progress goes to standard error.")
    private boolean json;

    @Override
    public Integer call() {
        if (!Files.isReadable(file)) {
            System.err.println("souk: " + file + " cannot be read");
            return UNUSABLE;
        }
        var data = dataDirectory.data();
        RunningCluster.required(data);
        var access = AccessFile.readFrom(data);
        var progress = new Progress(System.err, Ansi.AUTO.enabled() && !json);
        var run = new ImportRun(access.url(), ImportRun.account(access.accounts(), user), progress);
        try {
            var status = run.run(new ImportOrder(file, dryRun, format, currency));
            if (json) {
                System.out.print(Json.pretty(status));
            } else {
                run.report(status, System.out);
            }
            return status.exitCode();
        } catch (ImportRun.UnusableFile unusable) {
            System.err.println("souk: " + file + ": " + unusable.getMessage());
            return UNUSABLE;
        }
    }
}
