package souk.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.WebClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import souk.shared.security.Caller;
import souk.shared.security.CallerSeal;

class ClientAddressTest {

    private static final ClientAddress OURS = new ClientAddress(new CallerSeal(new byte[32]));
    private static final ClientAddress THEIRS = new ClientAddress(new CallerSeal(new byte[] {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32
    }));

    private static Vertx vertx;
    private static WebClient client;
    private static int port;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        var api = new HttpApi(vertx, token -> Future.succeededFuture(Caller.ANONYMOUS), OURS, refused -> {});
        api.on(
                HttpMethod.GET,
                "/address",
                Rule.anyone(),
                request -> Future.succeededFuture(Answer.ok(Map.of("address", request.clientAddress()))));
        port = await(vertx.createHttpServer().requestHandler(api.router()).listen(0, "127.0.0.1"))
                .actualPort();
        client = WebClient.create(vertx);
    }

    @AfterAll
    static void stop() {
        await(vertx.close());
    }

    @Test
    void isWhatAGatewaySealed() {
        assertThat(address("198.51.100.7", OURS.seal("198.51.100.7", "request-1"), "request-1"))
                .isEqualTo("198.51.100.7");
    }

    @Test
    void isThatOfTheConnectionForWhateverAClientClaims() {
        assertThat(address("198.51.100.7", null, "request-1")).isEqualTo("127.0.0.1");
        assertThat(address("198.51.100.7", "", "request-1")).isEqualTo("127.0.0.1");
        assertThat(address("198.51.100.7", THEIRS.seal("198.51.100.7", "request-1"), "request-1"))
                .isEqualTo("127.0.0.1");
        assertThat(address("198.51.100.7", OURS.seal("198.51.100.7", "request-2"), "request-1"))
                .isEqualTo("127.0.0.1");
        assertThat(address("203.0.113.9", OURS.seal("198.51.100.7", "request-1"), "request-1"))
                .isEqualTo("127.0.0.1");
    }

    private static String address(String claimed, String seal, String requestId) {
        var request = client.get(port, "127.0.0.1", "/address")
                .putHeader(ClientAddress.ADDRESS, claimed)
                .putHeader(RequestTrace.REQUEST_ID, requestId);
        if (seal != null) {
            request.putHeader(ClientAddress.SEAL, seal);
        }
        return await(request.send()).bodyAsJsonObject().getString("address");
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
