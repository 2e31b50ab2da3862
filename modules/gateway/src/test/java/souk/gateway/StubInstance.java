package souk.gateway;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import souk.shared.cluster.Member;

/** An instance of a service that behaves as the test wants, and remembers what it was asked. */
final class StubInstance {

    private final Vertx vertx;
    private final String service;
    private final String name;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Handler<HttpServerRequest> behaviour;
    private HttpServer server;

    record Received(HttpMethod method, String uri, MultiMap headers, Buffer body) {}

    private StubInstance(Vertx vertx, String service, String name) {
        this.vertx = vertx;
        this.service = service;
        this.name = name;
        this.behaviour = request -> request.response().end(name);
    }

    static StubInstance start(Vertx vertx, String service, String name) {
        return start(vertx, service, name, UnaryOperator.identity());
    }

    static StubInstance start(Vertx vertx, String service, String name, UnaryOperator<HttpServerOptions> transport) {
        var stub = new StubInstance(vertx, service, name);
        stub.server = Wait.on(vertx.createHttpServer(transport.apply(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0)))
                .requestHandler(stub::take)
                .listen());
        return stub;
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            received.add(new Received(
                    request.method(),
                    request.uri(),
                    MultiMap.caseInsensitiveMultiMap().addAll(request.headers()),
                    body));
            behaviour.handle(request);
        });
    }

    StubInstance does(Handler<HttpServerRequest> handler) {
        behaviour = handler;
        return this;
    }

    StubInstance answers(String text) {
        return does(request -> request.response().end(text));
    }

    /** What everybody may have, at that version. */
    StubInstance answersAll(long version, String text) {
        return does(request -> publicly(request, version, text));
    }

    static void publicly(HttpServerRequest request, long version, String text) {
        var etag = "\"" + version + "\"";
        var response = request.response()
                .putHeader("cache-control", "public, no-cache")
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("x-request-id", "of the service")
                .putHeader("etag", etag);
        if (etag.equals(request.getHeader("if-none-match"))) {
            response.setStatusCode(304).end();
        } else if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader("content-type", "application/json")
                    .putHeader("content-length", Integer.toString(text.length()))
                    .end();
        } else {
            response.putHeader("content-type", "application/json").end(text);
        }
    }

    /** As an instance does that is stopped by SIGSTOP: the kernel takes the bytes, nobody reads them. */
    StubInstance hangs() {
        return does(request -> {});
    }

    StubInstance cutsTheConnection() {
        return does(request -> request.connection().close());
    }

    /** As an instance does that dies while it writes. */
    StubInstance answersHalf() {
        return does(request -> {
            request.response().putHeader("content-length", "1000").write("half of it");
            request.connection().close();
        });
    }

    StubInstance answersAfter(long millis) {
        return does(request -> vertx.setTimer(millis, late -> request.response().end(name)));
    }

    StubInstance refuses(int status, String code) {
        return does(request -> request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/problem+json")
                .putHeader("retry-after", "1")
                .end("{\"code\":\"" + code + "\",\"status\":" + status + "}"));
    }

    /** As SIGKILL: the listener and all connections are gone at once. */
    Future<Void> die() {
        return server.close();
    }

    List<Received> received() {
        return received;
    }

    int port() {
        return server.actualPort();
    }

    Member member() {
        return new Member(UUID.randomUUID().toString(), service, name, "127.0.0.1", port(), 0);
    }
}
