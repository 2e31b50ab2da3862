package souk.auth.oidc;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As much of a browser as a log-in page needs: cookies (those for https, too), forms; redirects are seen, not followed. */
final class Browser {

    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\".*?</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** @param location where it sends the browser, or empty */
    record Page(String url, int status, String location, String body) {

        JsonObject json() {
            return new JsonObject(body);
        }

        /** Where its form goes. */
        String action() {
            var form = FORM.matcher(body);
            if (!form.find()) {
                throw new AssertionError("there is no form on " + url + " (" + status + "): " + body);
            }
            return URI.create(url).resolve(form.group(1).replace("&amp;", "&")).toString();
        }

        Form hidden() {
            var fields = new Form();
            HIDDEN.matcher(body).results().forEach(field -> fields.with(field.group(1), field.group(2)));
            return fields;
        }
    }

    Page get(String url) {
        return send("GET", url, Map.of(), "");
    }

    Page post(String url, Form form) {
        return send("POST", url, Map.of("content-type", "application/x-www-form-urlencoded"), form.encoded());
    }

    Page send(String method, String url, Map<String, String> headers, String body) {
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(20))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (!cookies.isEmpty()) {
            request.header(
                    "cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            keepCookies(response);
            var location = response.headers().firstValue("location").orElse("");
            return new Page(url, response.statusCode(), location, response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private void keepCookies(HttpResponse<?> response) {
        for (var cookie : response.headers().allValues("set-cookie")) {
            var pair = cookie.split(";")[0].split("=", 2);
            if (cookie.contains("Max-Age=0")) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
    }
}
