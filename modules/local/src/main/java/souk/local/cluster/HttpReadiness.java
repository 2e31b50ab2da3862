package souk.local.cluster;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Ready is who answers 200 at {@code /health/ready} of the management port. */
public final class HttpReadiness implements Readiness {
    private final HttpClient client;
    private final HttpRequest request;

    public HttpReadiness(HttpClient client, int managementPort) {
        this.client = client;
        this.request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/health/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
    }

    @Override
    public CompletableFuture<Boolean> check(long pid) {
        return client.sendAsync(request, BodyHandlers.discarding())
                .thenApply(response -> response.statusCode() == 200)
                .exceptionally(trouble -> false);
    }
}
