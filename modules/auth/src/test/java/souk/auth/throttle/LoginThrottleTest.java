package souk.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.PASSWORD;
import static souk.auth.RunningAuth.await;
import static souk.auth.RunningAuth.registration;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import souk.auth.RunningAuth;
import souk.auth.RunningAuth.Reply;
import souk.testing.TestDatabase;

class LoginThrottleTest {

    private static final Map<String, String> STRICT =
            Map.of("SOUK_AUTH_LOGIN_FAILURES_PER_NAME", "5", "SOUK_AUTH_LOGIN_FAILURES_PER_ADDRESS", "20");
    private static final String WRONG = PASSWORD + "!";

    private static TestDatabase database;
    private static RunningAuth auth;
    private static RunningAuth other;

    private String name;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        auth = RunningAuth.on(database, STRICT);
        other = RunningAuth.on(database, STRICT);
    }

    @AfterAll
    static void stop() {
        other.close();
        auth.close();
        database.close();
    }

    @BeforeEach
    void somebodyAndNoAttempts() {
        database.execute("DELETE FROM login_attempts");
        name = "user-" + UUID.randomUUID().toString().substring(0, 8);
        auth.register(registration(name));
    }

    @Test
    void refusesTheRightPasswordTooAfterFiveWrongOnes() {
        guessWrong(name, 5);

        for (var instance : List.of(auth, other)) {
            var reply = instance.logIn(name, PASSWORD);

            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.code()).isEqualTo("too-many-attempts");
            assertThat(Integer.parseInt(reply.header("retry-after"))).isBetween(890, 900);
        }
    }

    @Test
    void letsTheOwnerInAfterFourWrongOnes() {
        guessWrong(name, 4);

        assertThat(auth.logIn(name, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void letsTheOwnerInAgainWhenTheFirstFailureIsOldEnough() {
        guessWrong(name, 5);
        database.execute("UPDATE login_attempts SET at = at - interval '15 min'"
                + " WHERE id = (SELECT id FROM login_attempts ORDER BY at LIMIT 1)");

        assertThat(auth.logIn(name, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void isNotProlongedByRefusedAttempts() {
        guessWrong(name, 5);
        guess(name, 10);

        assertThat(database.number("SELECT count(*) FROM login_attempts")).isEqualTo(5);
    }

    @Test
    void doesNotTellNamesThatExistFromThoseThatDoNot() {
        for (var unknown : List.of("nobody-here", "NOBODY-HERE")) {
            guess(unknown, 3);
        }
        guess(name, 3);
        guess(name.toUpperCase(java.util.Locale.ROOT), 3);

        var told = auth.logIn("nobody-here", WRONG);
        var existing = auth.logIn(name, WRONG);

        assertThat(told.status()).isEqualTo(429);
        assertThat(existing.status()).isEqualTo(429);
        assertThat(told.json().getString("detail")).isEqualTo(existing.json().getString("detail"));
    }

    @Test
    void looksAtFiveOfAHundredGuessesThatComeAtOnce() {
        var guesses = IntStream.range(0, 100)
                .mapToObj(guess -> guessing(guess % 2 == 0 ? auth : other, name, WRONG + guess))
                .toList();
        await(Future.all(guesses));

        var statuses = guesses.stream()
                .collect(Collectors.groupingBy(guess -> guess.result().status(), Collectors.counting()));
        assertThat(statuses.get(401)).isLessThanOrEqualTo(5);
        assertThat(statuses.keySet()).isSubsetOf(401, 429, 503);
        assertThat(database.number("SELECT count(*) FROM login_attempts")).isLessThanOrEqualTo(5);
        assertThat(auth.logIn(name, PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void letsManyRightPasswordsOfOneAccountInAtOnce() {
        guessWrong(name, 3);
        var logIns = IntStream.range(0, 12)
                .mapToObj(client -> guessing(client % 2 == 0 ? auth : other, name, PASSWORD))
                .toList();
        await(Future.all(logIns));

        assertThat(logIns)
                .allSatisfy(logIn -> assertThat(logIn.result().status()).isEqualTo(200));
        assertThat(database.number("SELECT count(*) FROM login_attempts")).isEqualTo(3);
    }

    @Test
    void refusesAnAddressAfterTwentyWrongPasswordsForManyNames() {
        IntStream.range(0, 5).forEach(number -> guessWrong("nobody-" + number, 4));

        var reply = auth.logIn(name, PASSWORD);

        assertThat(reply.status()).isEqualTo(429);
        assertThat(Integer.parseInt(reply.header("retry-after"))).isBetween(850, 900);
    }

    @Test
    void writesNoNameAndNoAddressDown() {
        guessWrong(name, 1);

        assertThat(database.value("SELECT login_attempts::text FROM login_attempts"))
                .doesNotContain(name, "127.0.0.1");
        assertThat(database.number("SELECT count(*) FROM login_attempts WHERE name IN (sha256('" + name + "'), '" + name
                        + "'::bytea)"))
                .isZero();
    }

    @Test
    void countsAnAttemptThatNobodySettledAsFailed() {
        guessWrong(name, 5);
        database.execute("UPDATE login_attempts SET settled = false, at = at - interval '6 s'");

        assertThat(auth.logIn(name, PASSWORD).status()).isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "2001:db8:0:1:a:b:c:d, 2001:db8:0:1::/64",
        "2001:db8:0000:0001::9, 2001:db8:0:1::/64",
        "2001:DB8::1, 2001:db8:0:0::/64",
        "::1, 0:0:0:0::/64",
        "fe80::1%eth0, fe80:0:0:0::/64"
    })
    void countsTheWholeNetworkThatOneClientHas(String address, String network) {
        assertThat(Attempt.network(address)).isEqualTo(network);
    }

    private static void guessWrong(String name, int times) {
        for (var time = 0; time < times; time++) {
            assertThat(auth.logIn(name, WRONG).status()).isEqualTo(401);
        }
    }

    private static void guess(String name, int times) {
        for (var time = 0; time < times; time++) {
            assertThat(auth.logIn(name, WRONG).status()).isIn(401, 429);
        }
    }

    private static Future<Reply> guessing(RunningAuth instance, String name, String password) {
        var body = new JsonObject().put("username", name).put("password", password);
        return instance.send(HttpMethod.POST, "/api/v1/login", Map.of(), body.toBuffer());
    }
}
