package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VouchingTest {

    private static RunningGateway gateway;
    private static StubInstance orders;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.start();
        orders = gateway.instance("orders", "orders-1");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void passesAShortTokenOnInThePlaceOfAnApiKey() {
        gateway.authority.tokens.put("souk_a_secret", "short.token.a");
        orders.answers("x");

        assertThat(ask("Bearer souk_a_secret").status()).isEqualTo(200);

        assertThat(lastHeader("authorization")).isEqualTo("Bearer short.token.a");
    }

    @Test
    void refusesAnUnknownKeyItself() {
        var before = orders.received().size();

        var answer = ask("Bearer souk_nobodys_secret");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).contains("Bearer");
        assertThat(answer.text()).contains("\"code\":\"unauthenticated\"");
        assertThat(orders.received()).hasSize(before);
    }

    @Test
    void asksForAnotherTokenOnceWhenTheFirstHasBeenRevoked() {
        gateway.authority.tokens.put("souk_b_secret", "short.token.old");
        orders.does(request -> {
            if (request.getHeader("authorization").endsWith("old")) {
                gateway.authority.tokens.put("souk_b_secret", "short.token.new");
                request.response().setStatusCode(401).end("{\"code\":\"unauthenticated\"}");
            } else {
                request.response().end("welcome");
            }
        });

        assertThat(ask("Bearer souk_b_secret").text()).isEqualTo("welcome");

        gateway.authority.tokens.put("souk_b_secret", "always.too.old");
        orders.refuses(401, "unauthenticated");
        assertThat(ask("Bearer souk_b_secret").status()).isEqualTo(401);
    }

    @Test
    void triesAWrongPasswordOnceThoughAnApiKeyComesWithIt() {
        gateway.authority.tokens.put("souk_c_secret", "short.token.c");
        orders.refuses(401, "wrong-credentials");
        var before = orders.received().size();

        var answer = gateway.call(HttpMethod.POST, "/orders", Map.of("authorization", "Bearer souk_c_secret"), "{}");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(orders.received()).hasSize(before + 1);
    }

    @Test
    void leavesTokensAsTheyAre() {
        orders.answers("x");

        ask("Bearer some.access.token");

        assertThat(lastHeader("authorization")).isEqualTo("Bearer some.access.token");
    }

    @Test
    void sealsTheAddressThatItSawForThisRequestAlone() {
        orders.answers("x");

        gateway.call(
                HttpMethod.GET,
                "/orders",
                Map.of(
                        "x-forwarded-for",
                        "6.6.6.6",
                        "x-souk-client-seal",
                        "forged",
                        "x-request-id",
                        "chosen-by-client"),
                "");

        var headers = orders.received().get(orders.received().size() - 1).headers();
        assertThat(headers.get("x-souk-client-seal"))
                .isEqualTo(StubAuthority.SEALING.seal("127.0.0.1", headers.get("x-request-id")));
    }

    private static RunningGateway.Seen ask(String authorization) {
        return gateway.call(HttpMethod.GET, "/orders", Map.of("authorization", authorization), "");
    }

    private static String lastHeader(String name) {
        return orders.received().get(orders.received().size() - 1).headers().get(name);
    }
}
