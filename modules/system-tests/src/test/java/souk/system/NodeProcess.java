package souk.system;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import souk.local.secret.CertificateAuthority;

/** An {@link EchoNode} on a machine of {@link Wires}. */
final class NodeProcess {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final int REST = 8080;
    private static final int MANAGEMENT = 8081;
    private static final int CLUSTER = 5701;

    private final Process process;
    private final String host;

    private NodeProcess(Process process, String host) {
        this.process = process;
        this.host = host;
    }

    static NodeProcess start(Wires wires, int index, int size, Path folder, CertificateAuthority authority)
            throws IOException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Dlog4j2.configurationFile=classpath:log4j2.xml",
                "-cp",
                System.getProperty("java.class.path"),
                EchoNode.class.getName(),
                "-cluster");
        var builder = new ProcessBuilder(wires.on(index, command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("echo-" + index + ".log").toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().keySet().removeIf(key -> key.startsWith("SOUK_"));
        builder.environment().putAll(environment(wires, index, size, authority));
        return new NodeProcess(builder.start(), wires.address(index));
    }

    private static Map<String, String> environment(Wires wires, int index, int size, CertificateAuthority authority) {
        var host = wires.address(index);
        var name = "echo-" + index;
        var certificate = authority.certificateFor(name);
        var seeds = IntStream.range(0, size)
                .mapToObj(one -> wires.address(one) + ':' + CLUSTER)
                .collect(Collectors.joining(","));
        return Map.ofEntries(
                Map.entry("SOUK_INSTANCE", name),
                Map.entry("SOUK_HTTP_HOST", host),
                Map.entry("SOUK_HTTP_PORT", Integer.toString(REST)),
                Map.entry("SOUK_MANAGEMENT_HOST", host),
                Map.entry("SOUK_MANAGEMENT_PORT", Integer.toString(MANAGEMENT)),
                Map.entry("SOUK_BUS_HOST", host),
                Map.entry("SOUK_CLUSTER_NAME", "partition"),
                Map.entry("SOUK_CLUSTER_HOST", host),
                Map.entry("SOUK_CLUSTER_PORT", Integer.toString(CLUSTER)),
                Map.entry("SOUK_CLUSTER_MEMBERS", seeds),
                Map.entry("SOUK_CLUSTER_KEY", Base64.getEncoder().encodeToString(new byte[32])),
                Map.entry("SOUK_BUS_TLS_KEY", certificate.key().toString()),
                Map.entry("SOUK_BUS_TLS_CERT", certificate.certificate().toString()),
                Map.entry("SOUK_BUS_TLS_CA", certificate.authority().toString()));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean isReady() {
        return ask(MANAGEMENT, "/health/ready")
                .filter(answer -> answer.statusCode() == 200)
                .isPresent();
    }

    /** Whether exactly these answer it, each once. */
    boolean hears(List<String> names) {
        return get("/everybody").equals(String.join(" ", names));
    }

    /** Empty if it does not answer. */
    String get(String path) {
        return ask(REST, path).map(HttpResponse::body).orElse("");
    }

    /** A metric without labels. */
    Optional<Double> figure(String name) {
        return ask(MANAGEMENT, "/metrics")
                .flatMap(answer -> answer.body()
                        .lines()
                        .filter(line -> line.startsWith(name + ' '))
                        .map(line -> Double.valueOf(line.substring(name.length() + 1)))
                        .findFirst());
    }

    /** @param name such as {@code STOP} */
    void signal(String name) {
        Ended.of(List.of("kill", "-" + name, Long.toString(process.pid())), Map.of(), 10);
    }

    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private Optional<HttpResponse<String>> ask(int port, String path) {
        var request = HttpRequest.newBuilder(URI.create("http://" + host + ':' + port + path))
                .timeout(Duration.ofSeconds(3))
                .build();
        try {
            return Optional.of(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
