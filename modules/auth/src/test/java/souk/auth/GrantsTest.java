package souk.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static souk.auth.RunningAuth.await;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.sql.Database;
import souk.shared.sql.SqlFailure;
import souk.testing.TestDatabase;

class GrantsTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static TestDatabase database;
    private static RunningAuth auth;
    private static Database pool;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        auth = RunningAuth.on(database);
        pool = Database.open(
                auth.vertx(),
                AuthConfig.from(RunningAuth.settings(database, Map.of())).database());
    }

    @AfterAll
    static void stop() {
        await(pool.close());
        auth.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM accounts",
                "UPDATE accounts SET created_at = now()",
                "UPDATE sessions SET account = gen_random_uuid()",
                "UPDATE sessions SET expires_at = now()",
                "UPDATE spent_refresh_tokens SET spent_at = now()",
                "DELETE FROM spent_refresh_tokens",
                "UPDATE login_attempts SET at = now()",
                "UPDATE accounts SET id = gen_random_uuid()",
                "TRUNCATE accounts",
                "UPDATE signing_keys SET public_key = ''",
                "DELETE FROM signing_keys",
                "UPDATE registration_keys SET fingerprint = ''",
                "UPDATE identities SET account_id = gen_random_uuid()",
                "UPDATE identities SET subject = 'other'",
                "UPDATE oidc_logins SET expires_at = now()",
                "UPDATE oidc_logouts SET at = now()",
                "CREATE TABLE mine (id int)",
                "DROP TABLE accounts",
                "SELECT * FROM flyway_schema_history"
            })
    void doesNotLetTheServiceDoWhatItNeverDoes(String statement) {
        assertThatThrownBy(() -> await(pool.query(statement)))
                .satisfies(
                        failure -> assertThat(SqlFailure.of(failure).sqlState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
    }
}
