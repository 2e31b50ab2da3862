package souk.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who gets in, and how far, through the gateway of a real cluster. */
class ShopAccessIT {

    private static final String EXPIRED = "expired";

    private static LocalShop shop;
    private static AccessWorld world;

    @BeforeAll
    static void open() {
        shop = LocalShop.shared();
        world = new AccessWorld(shop, tokenOfAMinute());
    }

    @Test
    void answersEverybodyAsTheTableSays() {
        var matrix = AccessMatrix.read();
        var wrong = new TreeMap<String, String>();
        matrix.callers().stream()
                .filter(caller -> !caller.equals(EXPIRED))
                .forEach(caller -> wrong.putAll(wrong(matrix, caller)));
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> world.caller(EXPIRED).get("/api/v1/profile").status() == 401);
        wrong.putAll(wrong(matrix, EXPIRED));

        System.out.printf(
                "access matrix: %d operations, %d callers, %d cells, %d wrong%n",
                matrix.operations().size(), matrix.callers().size(), matrix.cells(), wrong.size());
        assertThat(wrong).isEmpty();
    }

    @Test
    void refusesEveryForgedTokenAtEveryServiceAlikeAndWithoutAHint() {
        var keys = world.anonymous().get("/.well-known/jwks.json").expect(200).json();
        var grant = world.grant(world.join(world.name(), "seller"));
        var genuine = grant.path("accessToken").asText();
        new Client(shop.url(), genuine).get("/api/v1/profile").expect(200);
        var forgeries = new TokenForger(genuine, keys)
                .forgeries(grant.path("refreshToken").asText());
        var accepted = new TreeMap<String, String>();
        var answers = new TreeSet<String>();
        var slowest = 0L;
        for (var forgery : forgeries.entrySet()) {
            var forger = new Client(shop.url(), forgery.getValue());
            for (var path : List.of("/api/v1/profile", "/api/v1/products", "/api/v1/orders")) {
                var begun = System.nanoTime();
                var answer = forger.get(path);
                slowest = Math.max(slowest, System.nanoTime() - begun);
                answers.add(answer.json().path("detail").asText() + answer.header("www-authenticate"));
                if (answer.status() != 401) {
                    accepted.put(forgery.getKey() + " at " + path, Integer.toString(answer.status()));
                }
            }
        }

        System.out.printf(
                "forged tokens: %d at 3 services, slowest answer %d ms%n", forgeries.size(), slowest / 1_000_000);
        assertThat(accepted).isEmpty();
        assertThat(answers).hasSize(1);
    }

    @Test
    void readsNoTokenThatIsLargerThanAHeaderMayBe() {
        var answer = new Client(shop.url(), "x".repeat(9_000)).get("/api/v1/profile");

        assertThat(answer.status()).isEqualTo(431);
    }

    private static Map<String, String> wrong(AccessMatrix matrix, String caller) {
        var column = matrix.callers().indexOf(caller);
        var wrong = new TreeMap<String, String>();
        matrix.expected().forEach((operation, statuses) -> {
            var answer = AccessCalls.call(operation, caller, world);
            if (answer.status() != statuses.get(column)) {
                wrong.put(
                        operation + " by " + caller,
                        answer.status() + " instead of " + statuses.get(column) + ": " + answer.body());
            }
        });
        return wrong;
    }

    /** From a second instance of auth, whose tokens live for a minute: by the time all others were tried it is over. */
    private static String tokenOfAMinute() {
        var environment =
                GuestInstance.variables(shop.souk("env", "auth", "--json").out());
        environment.put("SOUK_AUTH_TOKEN_MINUTES", "1");
        environment.put("SOUK_HTTP_HOST", "127.0.0.1");
        environment.put("SOUK_HTTP_PORT", Integer.toString(freePort()));
        try (var guest = GuestInstance.start("auth", environment)) {
            guest.awaitReady();
            var direct = Client.anonymous("http://127.0.0.1:" + environment.get("SOUK_HTTP_PORT"));
            var token = direct.join("early-" + System.nanoTime(), "customer").token();
            new Client(shop.url(), token).get("/api/v1/profile").expect(200);
            return token;
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
