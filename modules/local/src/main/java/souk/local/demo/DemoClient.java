package souk.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import souk.local.data.Json;
import souk.local.data.LocalFailure;
import souk.local.secret.Account;

/** Somebody who loads the demo shop. */
final class DemoClient {
    private static final int TRIES = 20;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String token;

    DemoClient(String url, Account account) {
        this.url = url;
        var body = Json.line(Map.of("username", account.username(), "password", account.password()));
        var response = send(request("/api/v1/login").POST(BodyPublishers.ofString(body)));
        if (response.statusCode() != 200) {
            throw refused("the log-in of " + account.username(), response);
        }
        this.token = Json.read(response.body(), LogIn.class).accessToken();
    }

    /** With a key of its own, so that it can be repeated. */
    HttpResponse<String> post(String path, Map<String, Object> body, String what) {
        var key = UUID.nameUUIDFromBytes(("demo " + what).getBytes(StandardCharsets.UTF_8));
        return send(request(path)
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key.toString())
                .POST(BodyPublishers.ofString(Json.line(body))));
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    static LocalFailure refused(String what, HttpResponse<String> response) {
        return new LocalFailure("the demo shop could not be loaded: " + what + " was answered with "
                + response.statusCode() + " " + response.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json");
    }

    /** Again while the answer is 503: a cluster that has just started may still be finding its members. */
    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            for (int tried = 1; tried < TRIES && response.statusCode() == 503; tried++) {
                Thread.sleep(BETWEEN_TRIES.toMillis());
                response = client.send(request.build(), BodyHandlers.ofString());
            }
            return response;
        } catch (IOException e) {
            throw new LocalFailure("the demo shop could not be loaded through " + url + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted while the demo shop was loaded", e);
        }
    }

    private record LogIn(String accessToken) {}
}
