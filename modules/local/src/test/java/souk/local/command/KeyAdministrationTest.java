package souk.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.local.data.LocalFailure;
import souk.local.secret.AccessFile;
import souk.local.secret.Account;

class KeyAdministrationTest {
    private static final String KEYS =
            "{\"items\":[{\"kid\":\"k2\",\"state\":\"next\",\"since\":\"s\",\"signsFrom\":\"t\"}],\"next\":null}";

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private HttpServer gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/api/v1/login", exchange -> answer(exchange, "{\"accessToken\":\"t1\"}"));
        gateway.createContext("/api/v1/signing-keys", exchange -> answer(exchange, KEYS));
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void rotatesAsTheAdministrator() {
        try (var keys = new KeyAdministration(access("admin"))) {
            assertThat(keys.rotate(true)).contains("KID", "k2", "next");
        }

        assertThat(requests).hasSize(2);
        assertThat(requests.get(0))
                .startsWith("POST /api/v1/login null {")
                .contains("\"username\":\"admin\"", "\"password\":\"secret\"");
        assertThat(requests.get(1)).isEqualTo("POST /api/v1/signing-keys/rotate Bearer t1 {\"immediately\":true}");
    }

    @Test
    void listsTheKeys() {
        try (var keys = new KeyAdministration(access("admin"))) {
            assertThat(keys.list()).contains("k2");
        }

        assertThat(requests).last().isEqualTo("GET /api/v1/signing-keys Bearer t1 ");
    }

    @Test
    void saysThatThereIsNoAdministrator() {
        assertThatThrownBy(() -> new KeyAdministration(access("customer")))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("administrator");
    }

    private AccessFile access(String role) {
        var url = "http://127.0.0.1:" + gateway.getAddress().getPort();
        return new AccessFile(url, List.of(new Account(role, "admin", "secret")));
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var token = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + token + " " + body);
        var bytes = json.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
