package souk.gateway.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    private static Vertx vertx;
    private static HttpClient client;
    private static int port;
    private static volatile Proxies proxies;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        client = vertx.createHttpClient();
        port = await(vertx.createHttpServer()
                        .requestHandler(request -> request.response().end(proxies.clientOf(request)))
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    @AfterAll
    static void stop() {
        await(vertx.close());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1             | 198.51.100.7                         | 198.51.100.7",
                "127.0.0.0/8           | 6.6.6.6, 198.51.100.7                | 198.51.100.7",
                "127.0.0.1,10.0.0.0/8  | 6.6.6.6, 198.51.100.7, 10.1.2.3      | 198.51.100.7",
                "127.0.0.1,10.0.0.0/8  | 10.9.9.9, 10.1.2.3                   | 10.9.9.9",
                "127.0.0.1             | 2001:db8::7                          | 2001:db8::7",
                "127.0.0.1             | 198.51.100.7, unknown                | 127.0.0.1",
                "127.0.0.1             | <script>                             | 127.0.0.1",
                "127.0.0.1             | ''                                   | 127.0.0.1",
                "10.0.0.0/8            | 198.51.100.7                         | 127.0.0.1",
                "''                    | 198.51.100.7                         | 127.0.0.1"
            })
    void believesTheHeaderAsFarAsTheProxiesThatWroteIt(String networks, String forwardedFor, String seen) {
        proxies = Proxies.of(networks.isEmpty() ? List.of() : List.of(networks.split(",")));

        assertThat(addressSeen(forwardedFor)).isEqualTo(seen);
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/x", "::/129", "10.0.0/8", ""})
    void takesNetworksOnly(String wrong) {
        assertThatThrownBy(() -> Proxies.of(List.of(wrong))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isWithoutProxiesUnlessToldOtherwise() {
        proxies = Proxies.none();

        assertThat(addressSeen("198.51.100.7")).isEqualTo("127.0.0.1");
    }

    private static String addressSeen(String forwardedFor) {
        return await(client.request(HttpMethod.GET, port, "127.0.0.1", "/")
                .compose(request -> request.putHeader("x-forwarded-for", forwardedFor)
                        .send()
                        .compose(response -> response.body()))
                .map(Object::toString));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
