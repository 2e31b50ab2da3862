package souk.auth.oidc;

import static souk.auth.RunningAuth.await;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import souk.shared.security.CompactJws;
import souk.shared.security.TokenKey;

/** An identity provider that says what a test wants, which a real one cannot be made to. */
final class StubIdp implements AutoCloseable {

    static final String AUDIENCE = "souk-api";
    static final String CLIENT = "souk-client";
    static final String SECRET = "stub secret: with + and %";
    static final KeyPair KEY = rsa();
    static final KeyPair OTHER_KEY = rsa();

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Handler<HttpServerRequest>> overridden = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final Map<String, RSAPublicKey> published = new ConcurrentHashMap<>();
    final Queue<String> codesGiven = new ConcurrentLinkedQueue<>();
    final Queue<HttpServerRequest> tokenRequests = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private volatile String idToken;
    private int port;

    private StubIdp() {
        publish("first", KEY);
        up();
    }

    static StubIdp start() {
        return new StubIdp();
    }

    String issuer() {
        return "http://127.0.0.1:" + port;
    }

    /** Comes back where it was. */
    void up() {
        server = await(vertx.createHttpServer().requestHandler(this::answer).listen(port, "127.0.0.1"));
        port = server.actualPort();
    }

    void down() {
        await(server.close());
    }

    void publish(String kid, KeyPair pair) {
        published.put(kid, (RSAPublicKey) pair.getPublic());
    }

    void withdraw(String kid) {
        published.remove(kid);
    }

    /** Until {@link #behave}. */
    void misbehave(String path, Handler<HttpServerRequest> instead) {
        overridden.put(path, instead);
    }

    void behave() {
        overridden.clear();
    }

    int timesAsked(String path) {
        return asked.getOrDefault(path, new AtomicInteger()).get();
    }

    /** What the next code is worth. */
    void hasIdToken(String token) {
        idToken = token;
    }

    JsonObject discovery() {
        return new JsonObject()
                .put("issuer", issuer())
                .put("authorization_endpoint", issuer() + "/authorize")
                .put("token_endpoint", issuer() + "/token")
                .put("jwks_uri", issuer() + "/jwks")
                .put("end_session_endpoint", issuer() + "/end");
    }

    /** Claims of a good ID token; the change is made before it is signed. */
    String idToken(String subject, String nonce, Consumer<Map<String, Object>> change) {
        var claims = claims(subject);
        claims.put("aud", CLIENT);
        claims.put("nonce", nonce);
        claims.put("preferred_username", subject);
        change.accept(claims);
        return signed(Map.of("alg", "RS256", "kid", "first", "typ", "JWT"), claims);
    }

    String accessToken(String subject, Consumer<Map<String, Object>> change) {
        var claims = claims(subject);
        claims.put("aud", AUDIENCE);
        change.accept(claims);
        return signed(Map.of("alg", "RS256", "kid", "first", "typ", "at+jwt"), claims);
    }

    String logoutToken(String subject, Consumer<Map<String, Object>> change) {
        var claims = claims(subject);
        claims.put("aud", CLIENT);
        claims.put("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        change.accept(claims);
        return signed(Map.of("alg", "RS256", "kid", "first", "typ", "logout+jwt"), claims);
    }

    Map<String, Object> claims(String subject) {
        var now = Instant.now().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", issuer());
        claims.put("sub", subject);
        claims.put("iat", now);
        claims.put("exp", now + 300);
        claims.put("jti", java.util.UUID.randomUUID().toString());
        return claims;
    }

    static String signed(Map<String, Object> header, Map<String, Object> claims) {
        return CompactJws.sign(header, claims, KEY.getPrivate());
    }

    private void answer(HttpServerRequest request) {
        asked.computeIfAbsent(request.path(), path -> new AtomicInteger()).incrementAndGet();
        var other = overridden.get(request.path());
        if (other != null) {
            other.handle(request);
            return;
        }
        switch (request.path()) {
            case "/.well-known/openid-configuration" -> json(request, discovery());
            case "/jwks" -> json(request, keySet());
            case "/token" -> token(request);
            default -> request.response().setStatusCode(404).end();
        }
    }

    private void token(HttpServerRequest request) {
        request.setExpectMultipart(true);
        tokenRequests.add(request);
        request.end().onSuccess(read -> {
            codesGiven.add(request.getFormAttribute("code"));
            json(request, new JsonObject().put("id_token", idToken).put("token_type", "Bearer"));
        });
    }

    private JsonObject keySet() {
        var keys = new JsonArray();
        published.forEach((kid, key) -> {
            var jwk = TokenKey.of(key);
            keys.add(new JsonObject()
                    .put("kid", kid)
                    .put("kty", "RSA")
                    .put("use", "sig")
                    .put("alg", "RS256")
                    .put("n", jwk.n())
                    .put("e", jwk.e()));
        });
        return new JsonObject().put("keys", keys);
    }

    static void json(HttpServerRequest request, JsonObject body) {
        request.response().putHeader("content-type", "application/json").end(body.toBuffer());
    }

    static String basic(String user, String password) {
        var pair = Form.encode(user) + ":" + Form.encode(password);
        return "Basic " + java.util.Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyPair rsa() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
