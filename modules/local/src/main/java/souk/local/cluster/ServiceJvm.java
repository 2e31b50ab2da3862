package souk.local.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a service's JVM, made for a laptop: little memory, one collector thread, no big reserve. */
public record ServiceJvm(Path java, int version) {
    public static ServiceJvm ours() {
        return new ServiceJvm(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                Runtime.version().feature());
    }

    /** @param more flags of this start only */
    List<String> command(Path jar, List<String> more) {
        var command = new ArrayList<>(flags());
        command.addAll(more);
        command.addAll(List.of("-Djava.net.preferIPv4Stack=true", "-jar", jar.toString(), "-cluster"));
        return command;
    }

    /** The program and the flags of every start. */
    public List<String> flags() {
        var flags = new ArrayList<String>();
        flags.add(java.toString());
        flags.addAll(List.of("-Xms48m", "-Xmx256m", "-Xss512k", "-XX:+UseSerialGC", "-XX:ReservedCodeCacheSize=96m"));
        flags.addAll(List.of("-XX:MaxDirectMemorySize=128m", "-XX:+ExitOnOutOfMemoryError"));
        if (version >= 23) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        var more = System.getenv("SOUK_JVM_OPTIONS");
        if (more != null && !more.isBlank()) {
            flags.addAll(List.of(more.strip().split("\\s+")));
        }
        return flags;
    }

    boolean linksAheadOfTime() {
        return version >= 24;
    }

    /** Differs where class archives must differ: by JDK and flags. */
    String identity() {
        var runtime = Runtime.version().toString() + System.getProperty("java.home") + flags();
        return Integer.toUnsignedString(runtime.hashCode(), 36);
    }
}
