package souk.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import souk.local.cluster.SupervisorProcess;
import souk.local.data.DataLock;
import souk.local.data.LocalFailure;

/** What `up` starts in a process of its own. */
@Command(name = "supervise", hidden = true, mixinStandardHelpOptions = true, description = "Runs the supervisor here.")
public final class SuperviseCommand implements Callable<Integer> {
    @Mixin
    private DataDirectoryOption dataDirectory;

    @Mixin
    private ClusterShape shape;

    @Override
    public Integer call() {
        var data = dataDirectory.data().create();
        try (var lock = DataLock.tryAcquire(data).orElse(null)) {
            if (lock == null) {
                throw LocalFailure.runsAlready("another supervisor has " + data.root());
            }
            return new SupervisorProcess(data, shape.options(), Project.directory()).run() ? 0 : 1;
        }
    }
}
