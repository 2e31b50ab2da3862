package souk.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.id.UuidV7;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Trouble;
import souk.shared.security.Caller;
import souk.shared.security.Permission;
import souk.shared.security.Role;

class HttpApiTest {

    private static final Caller CUSTOMER = Caller.of(UuidV7.next(), "ann", Role.CUSTOMER);
    private static final Promise<Answer> SLOW = Promise.promise();

    private static Vertx vertx;
    private static HttpApi api;
    private static HttpServer server;
    private static WebClient client;

    private record Thing(String name) {}

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        api = new HttpApi(
                vertx,
                token -> token.equals("good")
                        ? Future.succeededFuture(CUSTOMER)
                        : Future.failedFuture(HttpApi.unauthenticated()),
                ClientAddress.ofConnection(),
                refused -> {});
        api.on(
                        HttpMethod.GET,
                        "/things",
                        Rule.anyone(),
                        request -> Future.succeededFuture(request.conditional(
                                7, new Thing(request.caller().username()))))
                .on(HttpMethod.POST, "/things", Rule.authenticated(), HttpApiTest::make)
                .on(
                        HttpMethod.GET,
                        "/users",
                        Rule.permission(Permission.READ_USERS),
                        request -> Future.succeededFuture(Answer.noContent()))
                .on(HttpMethod.GET, "/slow", Rule.anyone(), request -> SLOW.future())
                .on(
                        HttpMethod.GET,
                        "/trouble",
                        Rule.anyone(),
                        request -> Future.failedFuture(Trouble.because("secret host name")))
                .on(HttpMethod.GET, "/defect", Rule.anyone(), request -> {
                    throw new IllegalStateException("secret internals");
                })
                .on(
                        HttpMethod.GET,
                        "/named/:name",
                        Rule.anyone(),
                        request -> Future.succeededFuture(Answer.ok(new Thing(request.text("name")))))
                .on(
                        HttpMethod.GET,
                        "/keyed",
                        Rule.anyone(),
                        request -> Future.succeededFuture(
                                Answer.ok(new Thing(request.idempotencyKey().orElseThrow()))))
                .on(HttpMethod.GET, "/kept", Rule.anyone(), request -> Future.succeededFuture(kept()))
                .on(
                        HttpMethod.GET,
                        "/stale",
                        Rule.anyone(),
                        request ->
                                Future.failedFuture(new ExpectedVersion(List.of(1L), false, true).stale("thing", 3)));
        server = await(vertx.createHttpServer(HttpServerSettings.listener("127.0.0.1", 0))
                .requestHandler(api.router())
                .listen());
        client = WebClient.create(vertx);
    }

    @AfterAll
    static void stop() {
        await(vertx.close());
    }

    private static Future<Answer> make(ApiRequest request) {
        var body = request.json();
        var name = body.text("name", 1, 10);
        body.done();
        return Future.succeededFuture(Answer.json(201, new Thing(name)));
    }

    /** A refusal that was stored under an Idempotency-Key. */
    private static Answer kept() {
        return new Answer(409, Map.of("content-type", Problem.MEDIA_TYPE), Buffer.buffer("{}"));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }

    private static HttpRequest<Buffer> request(HttpMethod method, String path) {
        return client.request(method, server.actualPort(), "127.0.0.1", path);
    }

    private static HttpResponse<Buffer> get(String path) {
        return await(request(HttpMethod.GET, path).send());
    }

    private static HttpResponse<Buffer> post(Buffer body) {
        return await(request(HttpMethod.POST, "/things")
                .bearerTokenAuthentication("good")
                .putHeader("content-type", "application/json")
                .sendBuffer(body));
    }

    private static void assertProblem(HttpResponse<Buffer> response, ProblemCode code) {
        assertThat(response.statusCode()).isEqualTo(code.status());
        assertThat(response.getHeader("content-type")).isEqualTo(Problem.MEDIA_TYPE);
        assertThat(response.bodyAsJsonObject().getString("code")).isEqualTo(code.code());
        assertThat(response.bodyAsJsonObject().getString("traceId")).matches("[0-9a-f]{32}");
    }

    @Test
    void answersAnUnknownPathWithAProblem() {
        assertProblem(get("/nowhere"), ProblemCode.NOT_FOUND);
    }

    @Test
    void findsNothingUnderANameWithAControlCharacter() {
        assertThat(get("/named/tea%20pot").bodyAsString()).contains("tea pot");
        assertProblem(get("/named/tea%00pot"), ProblemCode.NOT_FOUND);
        assertProblem(get("/named/tea%0apot"), ProblemCode.NOT_FOUND);
    }

    @Test
    void namesTheMethodsThatAResourceKnows() {
        var response = await(request(HttpMethod.DELETE, "/things").send());
        assertProblem(response, ProblemCode.METHOD_NOT_ALLOWED);
        assertThat(response.getHeader("allow")).isEqualTo("GET, POST, HEAD, OPTIONS");
        assertThat(await(request(HttpMethod.OPTIONS, "/things").send()).getHeader("allow"))
                .isEqualTo("GET, POST, HEAD, OPTIONS");
    }

    @Test
    void answersHeadLikeGetWithoutABody() {
        var head = await(request(HttpMethod.HEAD, "/things").send());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isNull();
        assertThat(head.getHeader("content-length"))
                .isEqualTo(Integer.toString(get("/things").body().length()));
    }

    @Test
    void sparesTheClientWhatItAlreadyHas() {
        var response = await(request(HttpMethod.GET, "/things")
                .putHeader("if-none-match", "\"6\", W/\"7\"")
                .send());
        assertThat(response.statusCode()).isEqualTo(304);
        assertThat(response.getHeader("etag")).isEqualTo("\"7\"");
    }

    @Test
    void asksForATokenWhereOneIsNeededAndNamesTheMissingPermission() {
        var nobody = get("/users");
        assertProblem(nobody, ProblemCode.UNAUTHENTICATED);
        assertThat(nobody.getHeader("www-authenticate")).startsWith("Bearer");
        var customer = await(request(HttpMethod.GET, "/users")
                .bearerTokenAuthentication("good")
                .send());
        assertProblem(customer, ProblemCode.FORBIDDEN);
        assertThat(customer.bodyAsJsonObject().getString("detail")).contains("read_users");
    }

    @Test
    void refusesABadTokenAlsoWhereNoneIsNeeded() {
        assertProblem(
                await(request(HttpMethod.GET, "/things")
                        .bearerTokenAuthentication("bad")
                        .send()),
                ProblemCode.UNAUTHENTICATED);
        assertProblem(
                await(request(HttpMethod.GET, "/things")
                        .putHeader("authorization", "Basic Zm9v")
                        .send()),
                ProblemCode.UNAUTHENTICATED);
    }

    @Test
    void refusesABodyOfTheWrongTypeOrSize() {
        var typed = await(request(HttpMethod.POST, "/things")
                .bearerTokenAuthentication("good")
                .putHeader("content-type", "text/plain")
                .sendBuffer(Buffer.buffer("{}")));
        assertProblem(typed, ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        assertProblem(post(Buffer.buffer("x".repeat(65 * 1024))), ProblemCode.BODY_TOO_LARGE);
        assertProblem(post(Buffer.buffer("{\"name\":")), ProblemCode.MALFORMED_JSON);
        assertProblem(post(new JsonObject(Map.of("name", "", "x", 1)).toBuffer()), ProblemCode.INVALID);
    }

    @Test
    void tellsNothingAboutItsInternals() {
        var trouble = get("/trouble");
        assertProblem(trouble, ProblemCode.UNAVAILABLE);
        assertThat(trouble.getHeader("retry-after")).isEqualTo("1");
        assertThat(trouble.bodyAsString()).doesNotContain("secret");
        var defect = get("/defect");
        assertProblem(defect, ProblemCode.INTERNAL);
        assertThat(defect.bodyAsString()).doesNotContain("secret");
    }

    @Test
    void aStaleVersionComesWithTheCurrentTag() {
        var stale = get("/stale");
        assertProblem(stale, ProblemCode.STALE_VERSION);
        assertThat(stale.getHeader("etag")).isEqualTo("\"3\"");
        assertThat(stale.bodyAsJsonObject().getLong("currentVersion")).isEqualTo(3);
    }

    @Test
    void aKeptRefusalHasTheHeadersOfEveryRefusalAndTheIdOfThePresentRequest() {
        var fresh = get("/nowhere");
        var kept = await(request(HttpMethod.GET, "/kept")
                .putHeader("x-request-id", "present-1")
                .send());
        assertThat(kept.getHeader("x-request-id")).isEqualTo("present-1");
        assertThat(kept.headers().names())
                .containsExactlyInAnyOrderElementsOf(fresh.headers().names());
        for (var response : java.util.List.of(kept, fresh)) {
            assertThat(response.getHeader("cache-control")).isEqualTo("no-store");
            assertThat(response.getHeader("x-content-type-options")).isEqualTo("nosniff");
        }
        assertThat(get("/things").getHeader("cache-control")).isEqualTo("no-cache");
    }

    @Test
    void keepsAWellFormedRequestIdAndReplacesAnother() {
        var kept = await(request(HttpMethod.GET, "/things")
                .putHeader("x-request-id", "client-12345")
                .send());
        assertThat(kept.getHeader("x-request-id")).isEqualTo("client-12345");
        var replaced = await(request(HttpMethod.GET, "/things")
                .putHeader("x-request-id", "a b")
                .send());
        assertThat(replaced.getHeader("x-request-id")).doesNotContain(" ");
    }

    @Test
    void anIdempotencyKeyIsOneHeader() {
        var once = await(request(HttpMethod.GET, "/keyed")
                .putHeader("idempotency-key", "a, b")
                .send());
        var twice = await(request(HttpMethod.GET, "/keyed")
                .putHeader("idempotency-key", List.of("a", "b"))
                .send());

        assertThat(once.bodyAsString()).contains("a, b");
        assertThat(twice.statusCode()).isEqualTo(400);
        assertThat(twice.bodyAsString()).contains("Idempotency-Key", "must be sent once");
    }

    @Test
    void isDrainedOnlyWhenTheLastRequestIsAnswered() {
        var slow = request(HttpMethod.GET, "/slow").send();
        await(request(HttpMethod.GET, "/things").send());
        var drained = api.drained(Duration.ofSeconds(9));
        assertThat(drained.isComplete()).isFalse();
        SLOW.complete(Answer.noContent());
        await(drained);
        assertThat(await(slow).statusCode()).isEqualTo(204);
    }
}
