package souk.auth.user;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.user.Administration.role;
import static souk.auth.user.Administration.roles;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What somebody could still do with a right or an account that is gone. */
class LostRightsTest {

    private static Administration office;

    @BeforeAll
    static void start() {
        office = new Administration();
    }

    @AfterAll
    static void stop() {
        office.close();
    }

    @Test
    void refusesAtOnceWhatALostRoleAllowed() {
        var fallen = office.with("fallen", "admin");
        var user = office.user("fallen");
        assertThat(office.setRoles(office.admin, user, "customer").status()).isEqualTo(200);

        var returned = office.call(
                HttpMethod.PUT,
                "/api/v1/users/" + user.getString("id") + "/roles",
                fallen,
                Map.of("if-match", "*"),
                roles("admin"));
        var backDoor = office.put("/api/v1/roles/back_door", fallen, Map.of(), role("write_users"));

        assertThat(returned.status()).isEqualTo(401);
        assertThat(backDoor.status()).isEqualTo(401);
        assertThat(office.user("fallen").getJsonArray("roles")).containsExactly("customer");
        assertThat(office.get("/api/v1/roles/back_door", office.admin).status()).isEqualTo(404);
    }

    @Test
    void endsSessionsForGoodWhenItDisables() {
        office.with("suspect", "customer");
        var session = office.auth.session("suspect");

        office.disable(office.admin, office.user("suspect"));
        office.patch(office.admin, office.user("suspect"), new JsonObject().put("disabled", false));

        assertThat(office.auth.refresh(session.getString("refreshToken")).status())
                .isEqualTo(401);
    }

    @Test
    void leavesADeletedAccountAsItIs() {
        office.with("gone", "customer");
        var user = office.user("gone");
        office.database.execute("UPDATE accounts SET deleted_at = now(), disabled = true WHERE username = 'gone'");

        assertThat(office.patch(office.admin, user, new JsonObject().put("disabled", false))
                        .status())
                .isEqualTo(404);
        assertThat(office.setRoles(office.admin, user, "admin").status()).isEqualTo(404);
    }
}
