package souk.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import souk.local.cluster.ServiceKind;

/** A project in which every service's jar is {@link FakeService}, and its command line. */
final class FakeProject {
    private final Path directory;

    FakeProject(Path directory) throws IOException {
        this.directory = directory;
        for (var service : ServiceKind.values()) {
            build(service, FakeService.class);
        }
    }

    /** Replaces a service's jar by one with this main class. */
    void build(ServiceKind service, Class<?> main) throws IOException {
        var jar = directory.resolve(service.jar());
        Files.createDirectories(jar.getParent());
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
        var entry = main.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var bytecode = main.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new JarEntry(entry));
            bytecode.transferTo(out);
        }
    }

    record Outcome(int exitCode, String output) {}

    Outcome souk(String... arguments) throws IOException, InterruptedException {
        var process = start(arguments);
        var output = new String(process.getInputStream().readAllBytes());
        return new Outcome(process.waitFor(), output);
    }

    Process start(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dsouk.home=" + directory));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Souk.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
