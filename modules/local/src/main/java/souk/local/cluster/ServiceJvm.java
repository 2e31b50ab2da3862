package souk.local.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a service's JVM, made for a laptop: little memory, one collector thread, no big reserve. */
record ServiceJvm(Path java, int version) {
    static ServiceJvm ours() {
        return new ServiceJvm(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Runtime.version().feature());
    }

    List<String> command(Path jar) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(List.of("-Xms48m", "-Xmx256m", "-Xss512k", "-XX:+UseSerialGC", "-XX:ReservedCodeCacheSize=96m"));
        command.addAll(List.of("-XX:MaxDirectMemorySize=128m", "-XX:+ExitOnOutOfMemoryError", "-Xshare:auto"));
        command.addAll(List.of("-Djava.net.preferIPv4Stack=true", "-Djava.security.egd=file:/dev/urandom"));
        if (version >= 23) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        var more = System.getenv("SOUK_JVM_OPTIONS");
        if (more != null && !more.isBlank()) {
            command.addAll(List.of(more.strip().split("\\s+")));
        }
        command.addAll(List.of("-jar", jar.toString(), "-cluster"));
        return command;
    }
}
