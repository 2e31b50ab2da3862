package souk.local.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Stands in for every service: ready at once; what it is told by the environment it tells at /environment. */
public final class FakeService {
    private static final String CONFIG = """
            {"settings": [{"key": "SOUK_FAKE", "value": "7", "source": "file"}], "remarks": ["it is odd"]}""";

    private FakeService() {}

    public static void main(String[] arguments) throws IOException {
        var management = listen("SOUK_MANAGEMENT_PORT");
        management.createContext("/health/ready", exchange -> answer(exchange, 200, ""));
        management.createContext("/environment", exchange -> answer(exchange, 200, environment()));
        management.createContext("/config", exchange -> answer(exchange, 200, CONFIG));
        management.start();
        var service = listen("SOUK_HTTP_PORT");
        service.createContext("/api/v1/login", exchange -> answer(exchange, 200, "{\"accessToken\": \"fake\"}"));
        service.createContext("/api/v1/categories", exchange -> answer(exchange, 201, "{\"id\": \"fake\"}"));
        service.createContext("/api/v1/products", exchange -> answer(exchange, 201, "{}"));
        service.start();
        System.out.println("listening");
    }

    private static HttpServer listen(String key) throws IOException {
        int port = Integer.parseInt(System.getenv(key));
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10);
    }

    private static String environment() {
        var lines = new StringBuilder();
        System.getenv()
                .forEach((key, value) ->
                        lines.append(key).append('=').append(value).append('\n'));
        return lines.toString();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
