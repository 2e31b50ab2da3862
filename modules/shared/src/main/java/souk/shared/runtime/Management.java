package souk.shared.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import souk.shared.config.EffectiveSettings;
import souk.shared.config.NodeConfig.Listener;
import souk.shared.json.WireJson;

/**
 * Health, metrics and the configuration on a port of their own, on threads of their own: they answer while the cluster is being joined and
 * while an event loop is stuck, and a scrape delays no request.
 */
final class Management {

    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Lifecycle lifecycle;
    private final Metrics metrics;
    private final EffectiveSettings settings;

    private record Reply(int status, String type, String body) {}

    private interface Page {
        Reply reply();
    }

    private Management(
            HttpServer server,
            ExecutorService threads,
            Lifecycle lifecycle,
            Metrics metrics,
            EffectiveSettings settings) {
        this.server = server;
        this.threads = threads;
        this.lifecycle = lifecycle;
        this.metrics = metrics;
        this.settings = settings;
    }

    static Management listen(Listener listener, Lifecycle lifecycle, Metrics metrics, EffectiveSettings settings) {
        try {
            var server = HttpServer.create(new InetSocketAddress(listener.host(), listener.port()), 0);
            var threads = Executors.newFixedThreadPool(THREADS, work -> {
                var thread = new Thread(work, "management");
                thread.setDaemon(true);
                return thread;
            });
            var management = new Management(server, threads, lifecycle, metrics, settings);
            management.open();
            return management;
        } catch (IOException taken) {
            throw new UncheckedIOException(
                    "the management port " + listener.host() + ':' + listener.port() + " cannot be used", taken);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void open() {
        page("/health/live", () -> status(lifecycle.isAlive(), Map.of()));
        page("/health/started", this::started);
        page("/health/ready", this::ready);
        page("/metrics", () -> new Reply(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
        page("/config", () -> new Reply(200, "application/json", WireJson.text(settings.report())), true);
        server.setExecutor(threads);
        server.start();
    }

    private Reply started() {
        var up = lifecycle.isStarted();
        var body = Map.of("status", word(up), "step", lifecycle.start().current());
        return new Reply(up ? 200 : 503, "application/json", WireJson.text(body));
    }

    private Reply ready() {
        var checks = lifecycle.checks(Health.PATIENCE);
        return status(checks.values().stream().allMatch(up -> up), checks);
    }

    private static Reply status(boolean up, Map<String, Boolean> checks) {
        var named = new LinkedHashMap<String, String>();
        checks.forEach((name, passed) -> named.put(name, word(passed)));
        var body = Map.of("status", word(up), "checks", named);
        return new Reply(up ? 200 : 503, "application/json", WireJson.text(body));
    }

    private static String word(boolean up) {
        return up ? "up" : "down";
    }

    private void page(String path, Page page) {
        page(path, page, false);
    }

    /** @param here whether only somebody on the same machine may see it */
    private void page(String path, Page page, boolean here) {
        server.createContext(path, exchange -> {
            try (exchange) {
                var stranger = here && !exchange.getRemoteAddress().getAddress().isLoopbackAddress();
                send(exchange, stranger ? new Reply(403, "text/plain", "") : answer(exchange, path, page));
            }
        });
    }

    private static Reply answer(HttpExchange exchange, String path, Page page) {
        if (!exchange.getRequestURI().getPath().equals(path)) {
            return new Reply(404, "text/plain", "");
        }
        return exchange.getRequestMethod().equals("GET") ? page.reply() : new Reply(405, "text/plain", "");
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        var bytes = reply.body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.type);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(reply.status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
