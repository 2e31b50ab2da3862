package souk.local.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import souk.local.client.Visitor;
import souk.local.data.LocalFailure;

/** The rate limits under which something is measured, as the gateway tells them its clients. */
public final class LimitsInForce {
    private static final String POLICY = "ratelimit-policy";

    private LimitsInForce() {}

    /** In one line: what an anonymous reader is told, and this visitor who orders nothing. */
    public static String at(String url, Visitor visitor) {
        var order = HttpRequest.newBuilder(URI.create(url + "/api/v1/orders"))
                .header("Authorization", "Bearer " + visitor.token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        return shown(Stream.of(policy(reader(url)), policy(order)));
    }

    /** In one line: what an anonymous reader is told. */
    public static String at(String url) {
        return shown(Stream.of(policy(reader(url))));
    }

    private static HttpRequest.Builder reader(String url) {
        return HttpRequest.newBuilder(URI.create(url + "/api/v1/products?limit=1"));
    }

    private static String shown(Stream<String> policies) {
        var all = policies.filter(policy -> !policy.isEmpty()).collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all.replace("\"", "");
    }

    /** Over a new connection, for gateways that share a port share the connections. */
    private static String policy(HttpRequest.Builder request) {
        try {
            var client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            return client.send(request.build(), BodyHandlers.discarding())
                    .headers()
                    .firstValue(POLICY)
                    .orElse("");
        } catch (IOException e) {
            throw new LocalFailure("cannot ask the gateway for its limits: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }
}
