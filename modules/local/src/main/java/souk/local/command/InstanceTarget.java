package souk.local.command;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The instance a command is about. */
final class InstanceTarget {
    @Parameters(index = "0", paramLabel = "NAME", description = "An instance as `status` shows it, such as products-1.")
    private String name;

    @Mixin
    private DataDirectoryOption dataDirectory;

    /** Has the supervisor do it, and says so when it is done. */
    int have(String command, String outcome) {
        new RunningCluster(dataDirectory.data()).ask(command, name);
        System.out.println(name + " " + outcome);
        return 0;
    }
}
