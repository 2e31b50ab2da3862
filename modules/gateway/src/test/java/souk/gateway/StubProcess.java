package souk.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import souk.shared.cluster.Member;

/** An instance in a process of its own, which a signal can kill or stop. It answers everything after five milliseconds. */
final class StubProcess implements AutoCloseable {

    private static final long WORK_MILLIS = 5;

    private final Process process;
    private final int port;

    private StubProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static void main(String[] args) {
        var vertx = Vertx.vertx();
        vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> request.body()
                        .onSuccess(body -> vertx.setTimer(
                                WORK_MILLIS, done -> request.response().end(args[0]))))
                .listen()
                .onSuccess(server -> System.out.println(server.actualPort()));
    }

    static StubProcess start(String name) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StubProcess.class.getName(),
                        name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new StubProcess(process, Integer.parseInt(out.readLine()));
    }

    Member member(String service) {
        return new Member(UUID.randomUUID().toString(), service, "process-" + port, "127.0.0.1", port, 0);
    }

    /** @param name without SIG */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
