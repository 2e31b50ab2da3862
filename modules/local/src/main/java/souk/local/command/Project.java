package souk.local.command;

import java.nio.file.Path;

/** The checked-out project, as the launcher script tells it. */
final class Project {
    private Project() {}

    /** Where the souk script and the modules are. */
    static Path directory() {
        return Path.of(System.getProperty("souk.home", "")).toAbsolutePath().normalize();
    }
}
