package souk.local.importing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import souk.local.client.HttpAnswer;
import souk.local.client.Pause;
import souk.local.data.Json;
import souk.local.data.LocalFailure;
import souk.local.secret.Account;

/** The API of imports as its user sees it: an answer of 503 is met by asking again, an expired token by a new log-in. */
final class ImportClient {
    private static final int TRIES = 240;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final Account account;
    private String token;

    ImportClient(String url, Account account) {
        this.url = url;
        this.account = account;
        this.token = logIn();
    }

    private record Grant(String accessToken) {}

    private String logIn() {
        var body = Json.line(Map.of("username", account.username(), "password", account.password()));
        var request = HttpRequest.newBuilder(URI.create(url + "/api/v1/login"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        var answer = again(() -> send(request));
        if (answer.status() != 200) {
            throw new LocalFailure("the log-in of " + account.username() + " was answered with " + answer.shown());
        }
        return answer.as(Grant.class).accessToken();
    }

    /** Sends the file; a repetition under the same key does not import it a second time. */
    HttpAnswer upload(ImportOrder order, LongConsumer sent) {
        var key = UUID.randomUUID().toString();
        return again(() -> {
            var publisher = BodyPublishers.fromPublisher(
                    BodyPublishers.ofInputStream(() -> open(order, sent)), Math.max(1, order.bytes()));
            return send(request("/api/v1/products/import?" + order.query())
                    .header("Content-Type", order.mediaType())
                    .header("Idempotency-Key", key)
                    .POST(order.bytes() == 0 ? BodyPublishers.noBody() : publisher)
                    .build());
        });
    }

    private static InputStream open(ImportOrder order, LongConsumer sent) {
        try {
            return new CountedInput(Files.newInputStream(order.file()), sent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an answer of 200 says. Fails with LocalFailure for any other. */
    HttpAnswer get(String path) {
        var answer = again(() -> send(request(path).timeout(PATIENCE).GET().build()));
        if (answer.status() == 401) {
            token = logIn();
            answer = again(() -> send(request(path).timeout(PATIENCE).GET().build()));
        }
        if (answer.status() != 200) {
            throw new LocalFailure("GET " + path + " was answered with " + answer.shown());
        }
        return answer;
    }

    /** Lines of an answer as they come. */
    Stream<String> lines(String path) {
        try {
            return client.send(request(path).GET().build(), BodyHandlers.ofLines())
                    .body();
        } catch (IOException e) {
            throw new LocalFailure("GET " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
    }

    @FunctionalInterface
    private interface Sending {
        HttpAnswer send() throws IOException;
    }

    private static HttpAnswer again(Sending sending) {
        var trouble = "";
        for (int tries = 0; tries < TRIES; tries++) {
            try {
                var answer = sending.send();
                if (answer.status() != 503) {
                    return answer;
                }
                trouble = answer.shown();
            } catch (IOException e) {
                trouble = e.toString();
            }
            Pause.of(BETWEEN_TRIES);
        }
        throw new LocalFailure("the shop does not answer: " + trouble);
    }

    private HttpAnswer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return new HttpAnswer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted", e);
        }
    }
}
