package souk.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import souk.auth.RunningAuth;
import souk.testing.TestDatabase;

/** An auth service that knows one stub provider (and the same one under a second name), and its visitors. */
final class Guests implements AutoCloseable {

    static final String PROVIDER = "stub";

    final StubIdp idp = StubIdp.start();
    final TestDatabase database = TestDatabase.create();
    final RunningAuth auth;
    private final Path directory;

    Guests() {
        try {
            directory = Files.createTempDirectory("souk-oidc");
            Files.writeString(directory.resolve("secret"), StubIdp.SECRET + "\n");
            var file = Files.writeString(
                    directory.resolve("providers.json"), providers().encode());
            auth = RunningAuth.on(database, Map.of("SOUK_OIDC_PROVIDERS_FILE", file.toString()));
            auth.register(RunningAuth.registration("keeper"));
            database.execute("UPDATE accounts SET roles = '{admin}' WHERE username = 'keeper'");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private JsonArray providers() {
        var stub = new JsonObject()
                .put("name", PROVIDER)
                .put("issuer", idp.issuer())
                .put("clientId", StubIdp.CLIENT)
                .put("clientSecretFile", "secret")
                .put("audience", StubIdp.AUDIENCE)
                .put("rolesClaim", "realm_access.roles")
                .put(
                        "roles",
                        new JsonObject()
                                .put("boss", "admin")
                                .put("dealer", "seller")
                                .put("odd", "no_such_role"))
                .put("redirectUri", "http://127.0.0.1:8080/oidc/" + PROVIDER + "/callback")
                .put("afterLogout", "http://127.0.0.1:8080/");
        var away = new JsonObject()
                .put("name", "away")
                .put("issuer", "http://127.0.0.1:1/away")
                .put("clientId", "souk")
                .put("redirectUri", "http://127.0.0.1:8080/oidc/away/callback");
        var slash = stub.copy()
                .put("name", "second")
                .put("issuer", idp.issuer() + "/second")
                .put("redirectUri", "http://127.0.0.1:8080/oidc/second/callback");
        return new JsonArray().add(stub).add(away).add(slash);
    }

    /**
     * A browser that has begun to log in.
     *
     * @param cookie its name and value
     * @param sent what it takes to the provider
     */
    record Begun(String cookie, Map<String, String> sent) {

        String state() {
            return sent.get("state");
        }

        String nonce() {
            return sent.get("nonce");
        }
    }

    Begun begin() {
        var reply = auth.get("/api/v1/oidc/" + PROVIDER + "/login", Map.of());
        assertThat(reply.status()).isEqualTo(302);
        return begun(reply.response());
    }

    static Begun begun(HttpResponse<?> response) {
        return new Begun(response.getHeader("set-cookie").split(";")[0], parameters(response.getHeader("location")));
    }

    static Map<String, String> parameters(String location) {
        var parameters = new HashMap<String, String>();
        for (var pair : URI.create(location).getRawQuery().split("&")) {
            var nameAndValue = pair.split("=", 2);
            parameters.put(nameAndValue[0], URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    RunningAuth.Reply comeBack(String provider, Map<String, String> headers, String query) {
        return RunningAuth.await(
                auth.send(HttpMethod.GET, "/api/v1/oidc/" + provider + "/callback?" + query, headers, null));
    }

    RunningAuth.Reply comeBack(Begun begun) {
        return comeBack(PROVIDER, Map.of("cookie", begun.cookie()), "code=c0de&state=" + begun.state());
    }

    /** The whole way, with an ID token that is good but for the change. */
    RunningAuth.Reply logIn(String subject, Consumer<Map<String, Object>> change) {
        var begun = begin();
        idp.hasIdToken(idp.idToken(subject, begun.nonce(), change));
        return comeBack(begun);
    }

    JsonObject profileOf(RunningAuth.Reply loggedIn) {
        assertThat(loggedIn.status()).as(loggedIn.text()).isEqualTo(200);
        return auth.profile(loggedIn.json().getString("accessToken")).json();
    }

    static Consumer<Map<String, Object>> asIs() {
        return claims -> {};
    }

    static Consumer<Map<String, Object>> roles(String... roles) {
        return claims -> claims.put("realm_access", Map.of("roles", java.util.List.of(roles)));
    }

    long accounts() {
        return database.number("SELECT count(*) FROM accounts");
    }

    @Override
    public void close() {
        auth.close();
        idp.close();
        database.close();
    }
}
