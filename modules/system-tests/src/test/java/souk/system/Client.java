package souk.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Somebody with curl. Requests take pairs of header name and value at the end. */
record Client(String url, String token) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    static Client anonymous(String url) {
        return new Client(url, null);
    }

    /** Registers an account with the role and logs it in. */
    Client join(String username, String role) {
        var account = "{\"username\":\"%s\",\"email\":\"%s@souk.example\",\"password\":\"%s\",\"role\":\"%s\"}"
                .formatted(username, username, password(username), role);
        post("/api/v1/register", account).expect(201);
        return logIn(username, password(username));
    }

    Client logIn(String username, String password) {
        var credentials = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password);
        var grant = post("/api/v1/login", credentials).expect(200).json();
        return new Client(url, grant.path("accessToken").asText());
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Answer send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        for (int index = 0; index < headers.length; index += 2) {
            request.setHeader(headers[index], headers[index + 1]);
        }
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String password(String username) {
        return "the password of " + username;
    }

    /** What came back. */
    record Answer(HttpResponse<String> response) {
        Answer expect(int status) {
            if (response.statusCode() != status) {
                throw new AssertionError("%s %s was answered with %d instead of %d: %s"
                        .formatted(
                                response.request().method(),
                                response.uri().getPath(),
                                response.statusCode(),
                                status,
                                response.body()));
            }
            return this;
        }

        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        /** Empty when there is none. */
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        String code() {
            return json().path("code").asText();
        }
    }
}
