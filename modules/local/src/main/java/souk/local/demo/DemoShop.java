package souk.local.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import souk.local.data.Json;
import souk.local.data.LocalFailure;
import souk.local.data.PrivateFiles;
import souk.local.secret.Account;

/** A small shop to look around in, made over HTTP like any other. */
public final class DemoShop {
    private static final int TRIES = 20;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final Account seller;

    public DemoShop(String url, Account seller) {
        this.url = url;
        this.seller = seller;
    }

    /** Each product has a key of its own, so that a load that was cut short can be repeated. Then writes the mark. */
    public void loadOnce(Path mark) {
        var token = logIn();
        for (var product : DemoProduct.SHOP) {
            create(product, token);
        }
        PrivateFiles.write(
                mark, Json.pretty(Map.of("loadedAt", Instant.now().toString(), "products", DemoProduct.SHOP.size())));
    }

    private String logIn() {
        var body = Json.line(Map.of("username", seller.username(), "password", seller.password()));
        var response = send(request("/api/v1/login", body).build());
        if (response.statusCode() != 200) {
            throw refused("the log-in of " + seller.username(), response);
        }
        return Json.read(response.body(), LogIn.class).accessToken();
    }

    private void create(DemoProduct product, String token) {
        var body = Json.line(Map.of(
                "sku", product.sku(),
                "name", product.name(),
                "description", product.description(),
                "price", Map.of("amount", product.price(), "currency", "EUR"),
                "stock", product.stock()));
        var key = UUID.nameUUIDFromBytes(("demo " + product.sku()).getBytes(StandardCharsets.UTF_8));
        var response = send(request("/api/v1/products", body)
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", key.toString())
                .build());
        var isThere = response.statusCode() == 409 && response.body().contains("sku");
        if (response.statusCode() != 201 && !isThere) {
            throw refused("product " + product.sku(), response);
        }
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    /** Again while the answer is 503: a cluster that has just started may still be finding its members. */
    private HttpResponse<String> send(HttpRequest request) {
        try {
            var response = client.send(request, BodyHandlers.ofString());
            for (int tried = 1; tried < TRIES && response.statusCode() == 503; tried++) {
                Thread.sleep(BETWEEN_TRIES.toMillis());
                response = client.send(request, BodyHandlers.ofString());
            }
            return response;
        } catch (IOException e) {
            throw new LocalFailure("the demo shop could not be loaded through " + url + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted while the demo shop was loaded", e);
        }
    }

    private static LocalFailure refused(String what, HttpResponse<String> response) {
        return new LocalFailure("the demo shop could not be loaded: " + what + " was answered with "
                + response.statusCode() + " " + response.body());
    }

    private record LogIn(String accessToken) {}
}
