package souk.local.bench.catalogue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.local.client.HttpAnswer;
import souk.local.client.HttpConnection;
import souk.local.data.LocalFailure;

/**
 * Sends lines that are meant for the load tool one at a time and looks at the answers. Each time on a new connection,
 * because the gateway closes one that was idle. For one thread.
 */
final class Probe implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpConnection connection;

    Probe(String url) {
        this.connection = new HttpConnection(url, PATIENCE);
    }

    /** Empty if the first request is answered as it should be, else what came instead. */
    Optional<String> trouble(CatalogueCase measured, List<String> lines) {
        var expected = measured == CatalogueCase.UNCHANGED ? 304 : 200;
        var answer = send(lines, 1);
        return answer.status() == expected ? Optional.empty() : Optional.of(answer.shown());
    }

    /** Sends so many requests, the first of the lines first and again when they are over; returns the last answer. */
    HttpAnswer send(List<String> lines, int count) {
        var headers = new HashMap<String, String>();
        var tokens = new HashMap<String, String>();
        var requests = new ArrayList<String[]>();
        for (var line : lines) {
            var words = line.split(" ");
            switch (words[0]) {
                case "header" -> headers.put(words[1].replace(":", ""), words[2]);
                case "token" -> tokens.put(words[1], words[2]);
                default -> requests.add(words);
            }
        }
        if (requests.isEmpty()) {
            throw new LocalFailure("there is nothing to ask for");
        }
        close();
        HttpAnswer answer = null;
        for (int sent = 0; sent < count; sent++) {
            var words = requests.get(sent % requests.size());
            answer = words[0].equals("get") ? get(words, headers) : change(words, tokens);
        }
        return answer;
    }

    private HttpAnswer get(String[] words, Map<String, String> common) {
        var headers = new HashMap<>(common);
        if (words.length > 2) {
            headers.put("If-None-Match", words[2]);
        }
        return send("GET", words[1], headers, null);
    }

    /** Uses the version up: the lines are no good for the load tool afterwards. */
    private HttpAnswer change(String[] words, Map<String, String> tokens) {
        var headers = Map.of("Authorization", "Bearer " + tokens.get(words[3]), "If-Match", '"' + words[2] + '"');
        return send("PATCH", "/api/v1/products/" + words[1], headers, "{\"price\":{\"amount\":\"9.99\"}}");
    }

    private HttpAnswer send(String method, String path, Map<String, String> headers, String body) {
        try {
            return connection.send(method, path, headers, body);
        } catch (IOException e) {
            throw new LocalFailure(method + " " + path + ": " + e.getMessage(), e);
        }
    }

    /** The next request opens anew. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new LocalFailure("cannot close the connection to the shop: " + e.getMessage(), e);
        }
    }
}
