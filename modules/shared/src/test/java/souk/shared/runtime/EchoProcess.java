package souk.shared.runtime;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import souk.testing.Certificates;

/** An {@link EchoService} in a JVM of its own. */
final class EchoProcess {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long EXIT_SECONDS = 60;

    private final Process process;
    private final Path output;
    private final int http;
    private final int management;

    private EchoProcess(Process process, Path output, int http, int management) {
        this.process = process;
        this.output = output;
        this.http = http;
        this.management = management;
    }

    static EchoProcess start(Path directory, Map<String, String> environment) throws IOException {
        var http = freePort();
        var management = freePort();
        var output = Files.createTempFile(directory, "echo", ".log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Dlog4j2.configurationFile=classpath:log4j2.xml",
                "-cp",
                System.getProperty("java.class.path"),
                EchoService.class.getName(),
                "-cluster"));
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().keySet().removeIf(key -> key.startsWith("SOUK_"));
        builder.environment().putAll(environment);
        builder.environment().put("SOUK_HTTP_PORT", Integer.toString(http));
        builder.environment().put("SOUK_MANAGEMENT_PORT", Integer.toString(management));
        return new EchoProcess(builder.start(), output, http, management);
    }

    static Map<String, String> environment(Path directory, int clusterPort, List<Integer> members) {
        var identity = new Certificates(directory, "souk-process").issue("echo");
        return new java.util.HashMap<>(Map.of(
                "SOUK_CLUSTER_NAME",
                "process-" + members.get(0),
                "SOUK_CLUSTER_PORT",
                Integer.toString(clusterPort),
                "SOUK_CLUSTER_MEMBERS",
                String.join(
                        ",", members.stream().map(port -> "127.0.0.1:" + port).toList()),
                "SOUK_CLUSTER_KEY",
                Base64.getEncoder().encodeToString(new byte[32]),
                "SOUK_BUS_TLS_KEY",
                identity.key().toString(),
                "SOUK_BUS_TLS_CERT",
                identity.certificate().toString(),
                "SOUK_BUS_TLS_CA",
                identity.authority().toString(),
                "SOUK_DRAIN_MS",
                "500"));
    }

    int status(String path) {
        try {
            return HTTP.send(get(management, path), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    CompletableFuture<HttpResponse<String>> ask(String path) {
        return HTTP.sendAsync(get(http, path), HttpResponse.BodyHandlers.ofString());
    }

    String metrics() throws IOException, InterruptedException {
        return HTTP.send(get(management, "/metrics"), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Empty while nobody answers. */
    String page(String path) throws InterruptedException {
        try {
            return HTTP.send(get(management, path), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException notYet) {
            return "";
        }
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + EXIT_SECONDS + " s");
        }
        return process.exitValue();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static HttpRequest get(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
    }
}
