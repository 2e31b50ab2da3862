package souk.local.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.local.data.LocalFailure;
import souk.local.secret.Account;

class ImportRunTest {
    private static final Account SELLER = new Account("seller", "sam", "secret");

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final Deque<String> states = new ArrayDeque<>(List.of(status("running", 0), status("done", 1)));
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(shown, true, UTF_8);
    private int answerToUpload = 202;
    private HttpServer gateway;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/api/v1/login", exchange -> answer(exchange, 200, "{\"accessToken\":\"t1\"}"));
        gateway.createContext(
                "/api/v1/products/import",
                exchange -> answer(
                        exchange,
                        answerToUpload,
                        answerToUpload == 202
                                ? status("waiting", 0)
                                : "{\"detail\":\"One value is not valid.\",\"errors\":[{\"pointer\":\"\",\"detail\":\"is empty\"}]}"));
        gateway.createContext("/api/v1/imports/7", exchange -> answer(exchange, 200, states.pop()));
        gateway.createContext(
                "/api/v1/imports/7/lines",
                exchange -> answer(
                        exchange,
                        200,
                        "{\"line\":3,\"sku\":\"B\",\"violations\":[{\"pointer\":\"price\",\"detail\":\"is missing\"}]}\n"));
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    private static String status(String state, int failed) {
        return "{\"id\":\"7\",\"state\":\"%s\",\"format\":\"csv\",\"dryRun\":false,\"lines\":{\"done\":3},\"created\":1,"
                        .formatted(state)
                + "\"updated\":0,\"unchanged\":0,\"failed\":%d,\"progress\":0.5,\"problem\":null}".formatted(failed);
    }

    private ImportRun run(String terminal) {
        var url = "http://127.0.0.1:" + gateway.getAddress().getPort();
        return new ImportRun(url, SELLER, new Progress(out, terminal.equals("terminal")));
    }

    private ImportOrder order() throws IOException {
        return new ImportOrder(
                Files.writeString(folder.resolve("goods.csv"), "sku,name\nA,a\nB,b\n"), true, null, "CHF");
    }

    @Test
    void sendsTheFileWaitsAndSaysWhichLinesFailed() throws IOException {
        var run = run("plain");
        var status = run.run(order());
        run.report(status, out);

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(requests)
                .contains(
                        "POST /api/v1/products/import?dryRun=true&currency=CHF Bearer t1 text/csv sku,name\nA,a\nB,b\n");
        assertThat(shown.toString(UTF_8))
                .contains("sending 100 %", "line 3 (B): price is missing", "done: 3 lines (csv); 1 created")
                .doesNotContain("\r");
    }

    @Test
    void movesABarOnATerminal() throws IOException {
        run("terminal").run(order());

        assertThat(shown.toString(UTF_8)).contains("\rsending    [##");
    }

    @Test
    void saysWhyAFileIsOfNoUse() throws IOException {
        answerToUpload = 400;
        var order = order();

        assertThatThrownBy(() -> run("plain").run(order))
                .isInstanceOf(ImportRun.UnusableFile.class)
                .hasMessage("One value is not valid. [is empty]");
    }

    @Test
    void findsTheAccountByItsNameOrRole() {
        assertThat(ImportRun.account(List.of(SELLER), "seller")).isEqualTo(SELLER);
        assertThat(ImportRun.account(List.of(SELLER), "sam")).isEqualTo(SELLER);
        assertThatThrownBy(() -> ImportRun.account(List.of(SELLER), "eve"))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("sam");
    }

    @Test
    void asksForTheFormatOfAFileWhoseNameSaysNothing() {
        assertThatThrownBy(() -> new ImportOrder(folder.resolve("goods"), false, null, null).mediaType())
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("--format");
    }

    private void answer(HttpExchange exchange, int status, String json) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var headers = exchange.getRequestHeaders();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + headers.getFirst("Authorization") + " " + headers.getFirst("Content-Type") + " " + body);
        var bytes = json.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var output = exchange.getResponseBody()) {
            output.write(bytes);
        }
    }
}
