package souk.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import souk.local.data.DataDirectory;
import souk.local.data.LocalFailure;
import souk.local.process.LogTail;

@Command(name = "logs", mixinStandardHelpOptions = true, description = "Shows the last lines of the logs.")
public final class LogsCommand implements Callable<Integer> {
    private static final long LOOK_AGAIN_MILLIS = 200;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "An instance, postgres or supervisor; all of them when left out.")
    private String name;

    @Option(
            names = {"-f", "--follow"},
            description = "Goes on with what is logged from now on.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "COUNT",
            defaultValue = "50",
            description = "How many lines of each log, ${DEFAULT-VALUE} when left out.")
    private int lines;

    @Mixin
    private DataDirectoryOption dataDirectory;

    @Override
    public Integer call() throws InterruptedException {
        var followed = new ArrayList<FollowedLog>();
        for (var log : logs(dataDirectory.data())) {
            var prefix = name == null ? FollowedLog.nameOf(log) + " | " : "";
            followed.add(new FollowedLog(log, prefix));
            LogTail.of(log, lines).forEach(line -> System.out.println(prefix + line));
        }
        while (follow) {
            followed.forEach(log -> log.printNew(System.out));
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        return 0;
    }

    private List<Path> logs(DataDirectory data) {
        if (name != null) {
            if (!Files.exists(data.log(name))) {
                throw new LocalFailure("there is no log of " + name + " in " + data.logs());
            }
            return List.of(data.log(name));
        }
        if (!Files.isDirectory(data.logs())) {
            throw LocalFailure.nothingRuns(data);
        }
        try (var all = Files.list(data.logs())) {
            return all.filter(log -> log.toString().endsWith(".log")).sorted().toList();
        } catch (IOException e) {
            throw new LocalFailure("cannot read " + data.logs() + ": " + e.getMessage(), e);
        }
    }
}
