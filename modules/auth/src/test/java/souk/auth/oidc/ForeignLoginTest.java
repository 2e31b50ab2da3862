package souk.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.RunningAuth.PASSWORD;
import static souk.auth.RunningAuth.registration;
import static souk.auth.oidc.Guests.asIs;
import static souk.auth.oidc.Guests.roles;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a log-in at a provider comes to. */
class ForeignLoginTest {

    private static Guests guests;

    @BeforeAll
    static void open() {
        guests = new Guests();
    }

    @AfterAll
    static void close() {
        guests.close();
    }

    @Test
    void sendsTheBrowserToTheProviderWithStateNonceAndChallenge() {
        var reply = guests.auth.get("/api/v1/oidc/stub/login", Map.of());

        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("location")).startsWith(guests.idp.issuer() + "/authorize?");
        var begun = Guests.begun(reply.response());
        assertThat(begun.sent())
                .containsEntry("response_type", "code")
                .containsEntry("client_id", StubIdp.CLIENT)
                .containsEntry("redirect_uri", "http://127.0.0.1:8080/oidc/stub/callback")
                .containsEntry("scope", "openid profile email")
                .containsEntry("code_challenge_method", "S256");
        assertThat(begun.state()).hasSize(43).isNotEqualTo(begun.nonce());
        assertThat(reply.header("set-cookie"))
                .startsWith("__Host-souk-oidc=")
                .contains("Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600")
                .doesNotContain("Domain");
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
    }

    @Test
    void tradesTheCodeForAnAccount() throws Exception {
        var begun = guests.begin();
        guests.idp.hasIdToken(guests.idp.idToken("tess", begun.nonce(), asIs()));

        var reply = guests.comeBack(begun);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
        assertThat(reply.header("set-cookie")).isEqualTo(LoginCookie.CLEARED);
        var asked = guests.idp.tokenRequests.stream().reduce((all, one) -> one).orElseThrow();
        assertThat(asked.getHeader("authorization")).isEqualTo(StubIdp.basic(StubIdp.CLIENT, StubIdp.SECRET));
        assertThat(asked.getFormAttribute("grant_type")).isEqualTo("authorization_code");
        assertThat(asked.getFormAttribute("redirect_uri"))
                .isEqualTo(begun.sent().get("redirect_uri"));
        var challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(LoginAttempt.sha256(asked.getFormAttribute("code_verifier")));
        assertThat(challenge).isEqualTo(begun.sent().get("code_challenge"));
        assertThat(reply.json().getMap()).containsKeys("accessToken", "refreshToken");
        var refresh = new JsonObject().put("refreshToken", reply.json().getString("refreshToken"));
        assertThat(guests.auth.post("/api/v1/token/refresh", refresh).status()).isEqualTo(200);
        var profile = guests.profileOf(reply);
        assertThat(profile.getString("username")).isEqualTo("tess");
        assertThat(profile.getJsonArray("roles")).containsExactly("customer");
    }

    @Test
    void findsTheSameAccountAgainWhateverTheAddressIs() {
        var first = guests.profileOf(guests.logIn("anna", claims -> {
            claims.put("email", "anna@example.org");
            claims.put("email_verified", true);
        }));
        var second = guests.profileOf(guests.logIn("anna", claims -> {
            claims.put("email", "other@example.org");
            claims.put("email_verified", true);
            claims.put("preferred_username", "renamed");
        }));

        assertThat(second).isEqualTo(first);
        assertThat(first.getString("email")).isEqualTo("anna@example.org");
    }

    @Test
    void doesNotTakeOverAnAccountThatHasTheSameAddressOrName() {
        guests.auth.register(registration("victim"));

        var profile = guests.profileOf(guests.logIn("attacker", claims -> {
            claims.put("email", "Victim@example.org");
            claims.put("email_verified", true);
            claims.put("preferred_username", "victim");
        }));

        assertThat(profile.getString("email")).isNull();
        assertThat(profile.getString("username")).startsWith("victim-");
        var victim = guests.auth.profile(guests.auth.tokenOf("victim")).json();
        assertThat(victim.getString("id")).isNotEqualTo(profile.getString("id"));
    }

    @Test
    void takesNoAddressThatTheProviderHasNotChecked() {
        var profile =
                guests.profileOf(guests.logIn("unchecked", claims -> claims.put("email", "unchecked@example.org")));

        assertThat(profile.getString("email")).isNull();
    }

    @Test
    void givesTheRolesOfTheProviderAtEachLogIn() {
        var boss = guests.logIn("role-player", roles("boss", "odd", "unknown"));
        var dealer = guests.logIn(
                "role-player", roles("dealer").andThen(claims -> claims.merge("iat", 1, StubIdpTime::later)));
        var nobody = guests.logIn("role-player", asIs().andThen(claims -> claims.merge("iat", 2, StubIdpTime::later)));

        assertThat(guests.profileOf(nobody).getJsonArray("roles")).containsExactly("customer");
        assertThat(StubIdpTime.rolesIn(boss)).containsExactly("admin");
        assertThat(StubIdpTime.rolesIn(dealer)).containsExactly("seller");
    }

    @Test
    void endsTheTokensFromBeforeWhenRolesChange() {
        var boss = guests.logIn("demoted", roles("boss"));
        var before = guests.database.number("SELECT generation FROM accounts WHERE username = 'demoted'");

        guests.logIn("demoted", asIs().andThen(claims -> claims.merge("iat", 1, StubIdpTime::later)));

        assertThat(guests.database.number("SELECT generation FROM accounts WHERE username = 'demoted'"))
                .isEqualTo(before + 1);
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(guests.auth
                                .profile(boss.json().getString("accessToken"))
                                .status())
                        .isEqualTo(401));
    }

    @Test
    void keepsItsRolesWhenAnOlderTokenComesLater() {
        guests.logIn("out-of-order", roles("boss"));

        var late = guests.logIn("out-of-order", asIs().andThen(claims -> claims.merge("iat", -20, StubIdpTime::later)));

        assertThat(StubIdpTime.rolesIn(late)).containsExactly("admin");
    }

    @Test
    void leavesTheLastAdministratorWhatever() {
        guests.database.execute("UPDATE accounts SET roles = '{customer}' WHERE roles @> '{admin}'");
        try {
            guests.logIn("last-boss", roles("boss"));

            var demoted =
                    guests.logIn("last-boss", asIs().andThen(claims -> claims.merge("iat", 1, StubIdpTime::later)));

            assertThat(StubIdpTime.rolesIn(demoted)).containsExactly("admin", "customer");
        } finally {
            guests.database.execute("UPDATE accounts SET roles = '{admin}' WHERE username = 'keeper'");
        }
    }

    @Test
    void hasNoPasswordThatOpensIt() {
        guests.profileOf(guests.logIn("passwordless", asIs()));

        var reply = guests.auth.logIn("passwordless", PASSWORD);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("wrong-credentials");
    }

    @Test
    void changesNoPasswordThatIsNotThere() {
        var token = guests.logIn("no-password-to-change", asIs()).json().getString("accessToken");
        var wish = new JsonObject().put("oldPassword", PASSWORD).put("newPassword", PASSWORD + " and more");

        var response = guests.auth.sendUnchecked(
                HttpMethod.PUT, "/api/v1/profile/password", Map.of("authorization", "Bearer " + token), wish);

        assertThat(response.statusCode()).isBetween(400, 499);
    }

    @Test
    void startsAfreshAfterItsAccountWasDeleted() {
        var loggedIn = guests.logIn("comes-back", asIs());
        var before = guests.profileOf(loggedIn).getString("id");
        var headers = Map.of("authorization", "Bearer " + loggedIn.json().getString("accessToken"), "if-match", "*");
        var deleted = guests.auth.sendUnchecked(HttpMethod.DELETE, "/api/v1/profile", headers, new JsonObject());
        assertThat(deleted.statusCode()).as(deleted.bodyAsString()).isEqualTo(204);

        var after = guests.profileOf(guests.logIn("comes-back", asIs()));

        assertThat(after.getString("id")).isNotEqualTo(before);
    }

    @Test
    void letsNobodyInWhoseAccountIsDisabled() {
        guests.profileOf(guests.logIn("disabled", asIs()));
        guests.database.execute("UPDATE accounts SET disabled = true WHERE username = 'disabled'");

        var reply = guests.logIn("disabled", asIs());

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("login-failed");
    }

    @Test
    void listsTheProviders() {
        var listed = guests.auth.get("/api/v1/oidc", Map.of()).json().getJsonArray("providers");

        assertThat(listed.encode()).contains("{\"name\":\"stub\",\"loginUrl\":\"/api/v1/oidc/stub/login\"}");
    }

    @Test
    void knowsNoOtherProvider() {
        for (var path : new String[] {"/login", "/callback?state=x", "/logout"}) {
            assertThat(guests.auth
                            .get("/api/v1/oidc/" + UUID.randomUUID() + path, Map.of())
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void sendsTheBrowserToLogOutAtTheProvider() {
        var reply = guests.auth.get("/api/v1/oidc/stub/logout", Map.of());

        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("location")).startsWith(guests.idp.issuer() + "/end?");
        assertThat(Guests.parameters(reply.header("location")))
                .containsEntry("client_id", StubIdp.CLIENT)
                .containsEntry("post_logout_redirect_uri", "http://127.0.0.1:8080/");
    }
}
