package souk.local.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import souk.local.data.DataDirectory;

/** Which cluster is meant. */
final class DataDirectoryOption {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where the cluster keeps its data; by default .souk beside the souk script.")
    private Path directory;

    DataDirectory data() {
        return new DataDirectory(directory == null ? Project.directory().resolve(".souk") : directory);
    }
}
