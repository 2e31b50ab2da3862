package souk.auth.oidc;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.Optional;
import souk.shared.sql.Database;

/** Log-ins under way. State and cookie are kept as hashes, so that whoever reads the table can finish none. */
final class LoginAttemptRepository {

    /** How long somebody may take at the provider. */
    static final Duration KEPT = Duration.ofMinutes(10);

    private static final String INSERT = """
            INSERT INTO oidc_logins (state_hash, cookie_hash, provider, nonce, verifier, expires_at)
            VALUES ($1::bytea, $2::bytea, $3::text, $4::text, $5::text, now() + make_interval(secs => $6::int))""";

    private static final String TAKE = """
            DELETE FROM oidc_logins
             WHERE state_hash = $1::bytea AND cookie_hash = $2::bytea AND provider = $3::text AND expires_at > now()
            RETURNING nonce, verifier""";

    private static final String FORGET = "DELETE FROM oidc_logins WHERE expires_at <= now()";

    private final Database database;

    LoginAttemptRepository(Database database) {
        this.database = database;
    }

    Future<Void> insert(LoginAttempt attempt) {
        return database.query(
                        INSERT,
                        hash(attempt.state()),
                        hash(attempt.cookie()),
                        attempt.provider(),
                        attempt.nonce(),
                        attempt.verifier(),
                        (int) KEPT.toSeconds())
                .mapEmpty();
    }

    /** Gives each attempt once, to whoever has both its state and its cookie. */
    Future<Optional<LoginAttempt>> take(String provider, String state, String cookie) {
        return database.query(TAKE, hash(state), hash(cookie), provider).map(rows -> {
            if (rows.size() == 0) {
                return Optional.empty();
            }
            var row = rows.iterator().next();
            return Optional.of(
                    new LoginAttempt(provider, state, cookie, row.getString("nonce"), row.getString("verifier")));
        });
    }

    Future<Integer> forgetExpired() {
        return database.query(FORGET).map(RowSet::rowCount);
    }

    private static Buffer hash(String text) {
        return Buffer.buffer(LoginAttempt.sha256(text));
    }
}
