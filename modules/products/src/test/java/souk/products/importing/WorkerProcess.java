package souk.products.importing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import souk.products.change.ChangeNews;
import souk.shared.bus.Bus;
import souk.shared.config.Settings;
import souk.shared.http.ClientAddress;
import souk.shared.http.HttpApi;
import souk.shared.http.HttpServerSettings;
import souk.shared.security.Caller;
import souk.shared.security.Role;
import souk.shared.sql.Database;
import souk.shared.sql.DatabaseConfig;
import souk.shared.sql.DatabaseLimits;
import souk.testing.TestDatabase;

/** An instance in a process of its own, that can be killed and that has little memory. Prints the port of its API. */
final class WorkerProcess {

    private static final int LINE = 900_000;

    private WorkerProcess() {}

    public static void main(String[] arguments) {
        var vertx = Vertx.vertx();
        var settings = Settings.of(System::getenv);
        var config = DatabaseConfig.from(settings, "products")
                .withLimits(DatabaseLimits.STANDARD.withWork(Duration.ofSeconds(8)));
        var background = new Importing.Background(Database.open(vertx, config), "process-" + UUID.randomUUID());
        var importing = Importing.over(
                vertx, background.database(), background, Counter.settings(), new ChangeNews(vertx, Bus.local(vertx)));
        importing.start();
        var api = new HttpApi(
                vertx,
                token -> Future.succeededFuture(Caller.of(UUID.fromString(token), "somebody", Role.SELLER)),
                ClientAddress.ofConnection(),
                refused -> {});
        importing.mount(api);
        vertx.createHttpServer(HttpServerSettings.listener("127.0.0.1", 0))
                .requestHandler(api.router())
                .listen()
                .onSuccess(server -> System.out.println(server.actualPort() + " " + String.join("", arguments)));
    }

    static Process start(TestDatabase database, String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        if (options.length > 0) {
            command.add(1, options[0]);
        }
        command.add(WorkerProcess.class.getName());
        if (options.length > 1) {
            command.add(options[1]);
        }
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(database.environment());
        return builder.start();
    }

    /** Sends that many lines of nearly a megabyte each, all of them wrong, and gives the head of the answer. */
    static String upload(Process process, int lines) throws IOException {
        var said = process.inputReader().readLine().split(" ");
        var line = ("{\"sku\":\"X\",\"name\":\"" + "x".repeat(LINE) + "\"}\n").getBytes(StandardCharsets.UTF_8);
        try (var socket = new Socket("127.0.0.1", Integer.parseInt(said[0]))) {
            socket.setSoTimeout(30_000);
            var head = "POST /api/v1/products/import HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
                    + "Authorization: Bearer " + said[1] + "\r\nContent-Length: " + (long) line.length * lines
                    + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            for (var i = 0; i < lines; i++) {
                socket.getOutputStream().write(line);
            }
            var answer = new byte[200];
            var read = socket.getInputStream().read(answer);
            return new String(answer, 0, read, StandardCharsets.US_ASCII);
        }
    }
}
