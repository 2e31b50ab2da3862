package souk.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the build made: one jar that runs for each module. */
final class Project {
    private static final Path MODULES =
            Path.of(System.getProperty("souk.modules")).toAbsolutePath().normalize();

    private Project() {}

    static Path directory() {
        return MODULES.getParent();
    }

    static Path jar(String module) {
        return MODULES.resolve(module).resolve("target").resolve(module + ".jar");
    }

    /** The command line that starts a service as the README says. */
    static List<String> service(String name) {
        return List.of(java(), "-Xmx256m", "-XX:+UseSerialGC", "-jar", jar(name).toString(), "-cluster");
    }

    /** The command line of the souk script, without the script. */
    static List<String> souk(String... arguments) {
        var command = new ArrayList<>(List.of(java(), "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(
                List.of("-Dsouk.home=" + directory(), "-jar", jar("local").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
