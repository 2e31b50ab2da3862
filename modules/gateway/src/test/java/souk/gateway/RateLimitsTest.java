package souk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.gateway.RunningGateway.Seen;
import souk.gateway.limiting.Policy;
import souk.gateway.limiting.Quotas;
import souk.shared.http.HttpApi;
import souk.shared.security.Authenticator;
import souk.shared.security.Caller;
import souk.shared.security.Role;

class RateLimitsTest {

    private static final String PRODUCT = "/api/v1/products/0198c0de-0000-7000-8000-000000000001";
    private static final UUID ANN = UUID.fromString("0198c0de-0000-7000-8000-00000000000a");
    private static final UUID KEY = UUID.fromString("0198c0de-0000-7000-8000-00000000000c");
    private static final Authenticator KNOWN = token -> switch (token) {
        case "ann.1", "ann.2" -> Future.succeededFuture(Caller.of(ANN, "ann", Role.CUSTOMER));
        case "bob.1" -> Future.succeededFuture(Caller.of(KEY, "bob", Role.CUSTOMER));
        default -> Future.failedFuture(HttpApi.unauthenticated());
    };

    private RunningGateway gateway;
    private StubInstance products;

    @BeforeEach
    void start() {
        gateway = RunningGateway.start();
        products = gateway.instance("products", "products-1");
        gateway.instance("auth", "auth-1");
        gateway.instance("orders", "orders-1");
        gateway.limit(limits -> limits.believe(KNOWN));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void tellsEveryClientWhatItHasLeft() {
        allow(Map.of(Policy.REGISTRATION, 3));

        var answer = gateway.call(HttpMethod.POST, "/register", Map.of(), "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ratelimit-policy")).isEqualTo("\"registration\";q=3;w=60");
        assertThat(answer.header("ratelimit")).isEqualTo("\"registration\";r=2;t=20");
    }

    @Test
    void namesEveryPolicyThatAppliesInOneList() {
        allow(Map.of(Policy.REGISTRATION, 3, Policy.ANONYMOUS, 1_000));

        var answer = gateway.call(HttpMethod.POST, "/register", Map.of(), "{}");

        assertThat(answer.header("ratelimit-policy")).isEqualTo("\"anonymous\";q=1000;w=1, \"registration\";q=3;w=60");
        assertThat(answer.header("ratelimit")).isEqualTo("\"anonymous\";r=999;t=1, \"registration\";r=2;t=20");
    }

    @Test
    void refusesWhatIsTooMuchAndSaysWhenToComeBack() {
        allow(Map.of(Policy.REGISTRATION, 2));
        register();
        register();

        var refused = register();

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
        assertThat(refused.text()).contains("\"code\":\"too-many-requests\"", "\"policy\":\"registration\"");
        assertThat(Integer.parseInt(refused.header("retry-after"))).isEqualTo(30);
        assertThat(refused.header("ratelimit")).isEqualTo("\"registration\";r=0;t=60");
        assertThat(refused.header("cache-control")).isEqualTo("no-store");
        assertThat(gateway.get(PRODUCT).status()).isEqualTo(200);
    }

    @Test
    void doesNotEndTheConnectionOfWhoIsRefusedWithABody() throws IOException {
        allow(Map.of(Policy.REGISTRATION, 1));
        register();
        try (var raw = gateway.raw()) {
            for (var n = 0; n < 2; n++) {
                raw.send("POST /register HTTP/1.1\r\nhost: localhost\r\ncontent-length: 2\r\n\r\n{}");
                assertThat(raw.readUntil("\r\n\r\n"))
                        .contains("HTTP/1.1 429")
                        .doesNotContainIgnoringCase("connection: close");
            }
        }
    }

    @Test
    void countsUsersForThemselvesWhateverTokenTheyShow() {
        allow(Map.of(Policy.LOG_IN, 1, Policy.SEARCH, 1));

        assertThat(list("Bearer ann.1").status()).isEqualTo(200);
        assertThat(list("Bearer ann.2").status()).isEqualTo(429);
        assertThat(list("Bearer bob.1").status()).isEqualTo(200);
        assertThat(gateway.get("/products").status()).isEqualTo(200);
        assertThat(gateway.get("/products").status()).isEqualTo(429);
    }

    @Test
    void aForgedTokenCountsForTheAddressThatItComesFrom() {
        allow(Map.of(Policy.SEARCH, 1));

        assertThat(list("Bearer forged.1").status()).isEqualTo(200);
        assertThat(list("Bearer forged.2").status()).isEqualTo(429);
        assertThat(gateway.get("/products").status()).isEqualTo(429);
    }

    @Test
    void tooManyUnknownTokensAreNotEvenLookedAt() {
        allow(Map.of(Policy.SEARCH, 1, Policy.NEW_CREDENTIALS, 1));
        list("Bearer forged.1");

        assertThat(list("Bearer ann.1").header("ratelimit")).startsWith("\"search\";r=0");
        assertThat(list("Bearer ann.1").status()).isEqualTo(429);
    }

    @Test
    void aKeyCountsForItselfOnceItIsKnown() {
        var answer = Promise.<Caller>promise();
        gateway.limit(limits -> limits.believe(token -> answer.future()));
        allow(Map.of(Policy.API_KEY, 1_000, Policy.ANONYMOUS, 1_000));
        gateway.authority.tokens.put("souk_a_secret", "short.token");

        assertThat(read("Bearer souk_a_secret").header("ratelimit-policy")).startsWith("\"anonymous\"");
        gateway.limit(limits -> answer.complete(Caller.of(ANN, "ann", Role.CUSTOMER)));
        assertThat(read("Bearer souk_a_secret").header("ratelimit-policy")).startsWith("\"api-key\"");
    }

    @Test
    void aLogInCountsForTheAddressWhoeverAsks() {
        allow(Map.of(Policy.LOG_IN, 1));

        assertThat(logIn("Bearer ann.1").status()).isEqualTo(200);
        assertThat(logIn("Bearer bob.1").status()).isEqualTo(429);
    }

    @Test
    void ordersHaveALimitOfTheirOwnAndReadingThemHasNot() {
        allow(Map.of(Policy.ORDER_WRITES, 1));

        gateway.call(HttpMethod.POST, "/orders", Map.of(), "{}");
        assertThat(gateway.call(HttpMethod.POST, "/orders", Map.of(), "{}").status())
                .isEqualTo(429);
        assertThat(gateway.get("/orders").status()).isEqualTo(200);
    }

    @Test
    void limitsAreReplacedAtOnceAndWhatWasTakenCountsOn() {
        allow(Map.of(Policy.REGISTRATION, 2));
        register();
        register();
        assertThat(register().status()).isEqualTo(429);

        allow(Map.of(Policy.REGISTRATION, 200));
        assertThat(register().status()).isEqualTo(429);

        allow(Map.of());
        assertThat(register().status()).isEqualTo(200);
        assertThat(register().header("ratelimit")).isNull();
    }

    @Test
    void pagesOfTheGatewayItselfAreNotCounted() {
        allow(Map.of(Policy.ANONYMOUS, 1_000));

        assertThat(gateway.get("/problems").header("ratelimit")).isNull();
        assertThat(gateway.get(PRODUCT).header("ratelimit")).isNotNull();
        assertThat(products.received()).hasSize(1);
    }

    private void allow(Map<Policy, Integer> quotas) {
        var all = new EnumMap<Policy, Integer>(Policy.class);
        all.putAll(quotas);
        gateway.limit(limits -> limits.allow(Quotas.of(policy -> all.getOrDefault(policy, 0))));
    }

    private Seen register() {
        return gateway.call(HttpMethod.POST, "/register", Map.of(), "{}");
    }

    private Seen logIn(String credentials) {
        return gateway.call(HttpMethod.POST, "/api/v1/login", Map.of("authorization", credentials), "{}");
    }

    private Seen list(String credentials) {
        return gateway.call(HttpMethod.GET, "/api/v1/products", Map.of("authorization", credentials), "");
    }

    private Seen read(String credentials) {
        return gateway.call(HttpMethod.GET, PRODUCT, Map.of("authorization", credentials), "");
    }
}
