package souk.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.oidc.Guests.asIs;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import souk.auth.RunningAuth;

/** Nobody finishes a log-in that another browser began, and nothing else listens to the cookie. */
class LoginCsrfTest {

    private static Guests guests;
    private long accountsBefore;

    @BeforeAll
    static void open() {
        guests = new Guests();
    }

    @AfterAll
    static void close() {
        guests.close();
    }

    @BeforeEach
    void count() {
        accountsBefore = guests.accounts();
    }

    @Test
    void refusesWhoBringsNoCookie() {
        var begun = readyToFinish();
        assertRefused(guests.comeBack(Guests.PROVIDER, Map.of(), "code=c&state=" + begun.state()));
    }

    @Test
    void refusesAnotherBrowsersCookie() {
        var mine = readyToFinish();
        var another = guests.begin();
        assertRefused(finish(mine, another.cookie()));
    }

    @Test
    void refusesTwoCookiesOfTheName() {
        var begun = readyToFinish();
        assertRefused(finish(begun, begun.cookie() + "; " + guests.begin().cookie()));
    }

    @Test
    void refusesAStateThatWasUsed() {
        var begun = readyToFinish();
        assertThat(guests.comeBack(begun).status()).isEqualTo(200);
        accountsBefore = guests.accounts();
        assertRefused(guests.comeBack(begun));
    }

    @Test
    void refusesAStateOfAnotherProvider() {
        var begun = readyToFinish();
        assertRefused(guests.comeBack("second", Map.of("cookie", begun.cookie()), "code=c&state=" + begun.state()));
    }

    @Test
    void refusesAStateThatNobodyMade() {
        var begun = readyToFinish();
        assertRefused(
                guests.comeBack(Guests.PROVIDER, Map.of("cookie", begun.cookie()), "code=c&state=" + "A".repeat(43)));
    }

    @Test
    void refusesWhoTookTooLong() {
        var begun = readyToFinish();
        guests.database.execute("UPDATE oidc_logins SET expires_at = now()");
        assertRefused(guests.comeBack(begun));
    }

    @Test
    void refusesAnAnswerInTheNameOfAnotherProvider() {
        var begun = readyToFinish();
        assertRefused(guests.comeBack(
                Guests.PROVIDER,
                Map.of("cookie", begun.cookie()),
                "code=c&iss=https%3A%2F%2Fevil.example&state=" + begun.state()));
    }

    @Test
    void spendsTheStateOnARefusalOfTheProvider() {
        var begun = readyToFinish();
        assertRefused(guests.comeBack(
                Guests.PROVIDER, Map.of("cookie", begun.cookie()), "error=access_denied&state=" + begun.state()));
        assertRefused(guests.comeBack(begun));
    }

    @Test
    void asksForAState() {
        var reply = guests.comeBack(Guests.PROVIDER, Map.of(), "code=c");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.pointers()).isEqualTo("state");
    }

    @Test
    void storesNeitherStateNorCookie() {
        var begun = guests.begin();
        var row = guests.database.value("SELECT string_agg(l::text, ' ') FROM oidc_logins l");
        assertThat(row)
                .doesNotContain(begun.state())
                .doesNotContain(begun.cookie().split("=")[1]);
    }

    @Test
    void noOtherRouteReactsToTheCookie() {
        var cookie = Map.of("cookie", readyToFinish().cookie());
        var paths = guests.auth.routes().stream()
                .map(Route::getPath)
                .filter(Objects::nonNull)
                .filter(path -> !path.endsWith("/callback"))
                .map(path -> path.replace(":provider", "stub")
                        .replaceAll(":[a-zA-Z]+", "0190a000-0000-7000-8000-000000000000"))
                .toList();
        assertThat(paths).hasSizeGreaterThan(5);
        for (var path : paths) {
            for (var method : guests.auth.allowed(path).split(", ")) {
                if (!method.equals("OPTIONS") && !method.equals("HEAD")) {
                    Function<Map<String, String>, String> answer = headers -> answer(method, path, headers);
                    assertThat(answer.apply(cookie)).as(method + " " + path).isEqualTo(answer.apply(Map.of()));
                }
            }
        }
    }

    private static String answer(String method, String path, Map<String, String> headers) {
        var response = guests.auth.sendUnchecked(HttpMethod.valueOf(method), path, headers);
        return response.statusCode() + " " + response.getHeader("content-type") + " "
                + response.headers().names().stream().sorted().toList();
    }

    private static Guests.Begun readyToFinish() {
        var begun = guests.begin();
        guests.idp.hasIdToken(guests.idp.idToken("csrf", begun.nonce(), asIs()));
        return begun;
    }

    private static RunningAuth.Reply finish(Guests.Begun begun, String cookie) {
        return guests.comeBack(Guests.PROVIDER, Map.of("cookie", cookie), "code=c&state=" + begun.state());
    }

    private void assertRefused(RunningAuth.Reply reply) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("login-failed");
        assertThat(reply.header("set-cookie")).isNull();
        assertThat(guests.accounts()).isEqualTo(accountsBefore);
    }
}
