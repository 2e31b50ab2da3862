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

    /** What has to stand behind other commands so that they mean the same cluster, as a shell takes it; empty by default. */
    String repeated() {
        return directory == null ? "" : " --data-dir " + quoted(data().root().toString());
    }

    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9/._-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
