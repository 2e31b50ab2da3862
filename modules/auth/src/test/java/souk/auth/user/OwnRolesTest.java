package souk.auth.user;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.auth.user.Administration.role;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Roles that administrators make, over HTTP. */
class OwnRolesTest {

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
    void hasOwnRolesWithARightOfTheirOwn() {
        var made = office.put("/api/v1/roles/packer", office.admin, Map.of(), role("read_orders"));
        var packer = office.with("packer", "packer");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("location")).isEqualTo("/api/v1/roles/packer");
        assertThat(office.get("/api/v1/users", packer).status()).isEqualTo(403);
        assertThat(office.put("/api/v1/roles/packer", office.admin, Map.of(), role("read_users"))
                        .status())
                .isEqualTo(428);
        assertThat(office.put("/api/v1/roles/packer", office.admin, Map.of("if-match", "\"1\""), role("read_users"))
                        .status())
                .isEqualTo(200);
        Awaitility.await().until(() -> office.get("/api/v1/users", packer).status() == 401);
        assertThat(office.get("/api/v1/users", office.auth.tokenOf("packer")).status())
                .isEqualTo(200);

        assertThat(office.delete("/api/v1/roles/packer", office.admin, "\"2\"").status())
                .isEqualTo(409);
        office.setRoles(office.admin, office.user("packer"), "customer");
        assertThat(office.delete("/api/v1/roles/packer", office.admin, "\"1\"").status())
                .isEqualTo(412);
        assertThat(office.delete("/api/v1/roles/packer", office.admin, "\"2\"").status())
                .isEqualTo(204);
        assertThat(office.get("/api/v1/roles/packer", office.admin).status()).isEqualTo(404);
    }

    @Test
    void changesNoRoleThatIsNotThere() {
        var path = "/api/v1/roles/nobody_made_it";

        assertThat(office.put(path, office.admin, Map.of("if-match", "\"1\""), role("read_users"))
                        .status())
                .isEqualTo(412);
        assertThat(office.get(path, office.admin).status()).isEqualTo(404);
    }

    @Test
    void leavesBuiltInRolesAsTheyAre() {
        assertThat(office.get("/api/v1/roles/admin", office.admin).json().getBoolean("builtIn"))
                .isTrue();
        assertThat(office.put("/api/v1/roles/customer", office.admin, Map.of("if-match", "*"), role("write_users"))
                        .status())
                .isEqualTo(409);
        assertThat(office.delete("/api/v1/roles/auditor", office.admin, "*").status())
                .isEqualTo(409);
    }

    @Test
    void makesNoRoleThatMayDoMoreThanItsMaker() {
        office.put("/api/v1/roles/role_clerk", office.admin, Map.of(), role("read_roles", "write_roles"));
        var clerk = office.with("role-clerk", "role_clerk");

        assertThat(office.put("/api/v1/roles/mighty", clerk, Map.of(), role("write_keys"))
                        .status())
                .isEqualTo(403);
        assertThat(office.put("/api/v1/roles/role_clerk", clerk, Map.of("if-match", "*"), role("write_keys"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void namesAllThatIsWrongWithARole() {
        var refused = office.put(
                "/api/v1/roles/1st",
                office.admin,
                Map.of(),
                new JsonObject()
                        .put(
                                "permissions",
                                new JsonArray().add("fly").add("read_users").add("read_users"))
                        .put("colour", 1));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.pointers()).isEqualTo("/colour /name /permissions/0 /permissions/2");
    }
}
