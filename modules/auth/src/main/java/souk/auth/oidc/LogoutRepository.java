package souk.auth.oidc;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import souk.shared.sql.Database;

/** What providers have told us to end. */
final class LogoutRepository {

    /** No token that is older is accepted, so that what ended cannot begin again once it is forgotten. */
    static final Duration KEPT = Duration.ofHours(25);

    private static final String HAS_ENDED = """
            SELECT EXISTS (
                SELECT FROM oidc_logouts
                 WHERE issuer = $1::text
                   AND (sid = $3::text OR sid IS NULL AND subject = $2::text AND at >= $4::timestamptz)) AS ended""";

    private static final String INSERT = """
            INSERT INTO oidc_logouts (issuer, jti, subject, sid, at, expires_at)
            VALUES ($1::text, $2::text, $3::text, $4::text, $5::timestamptz, now() + make_interval(secs => $6::int))
                ON CONFLICT DO NOTHING""";

    private static final String ACCOUNTS = """
            SELECT account_id
              FROM identities
             WHERE issuer = $1::text AND subject = $2::text""";

    private static final String FORGET = "DELETE FROM oidc_logouts WHERE expires_at <= now()";

    private final Database database;

    LogoutRepository(Database database) {
        this.database = database;
    }

    /** Whether the provider has told us that what the person's token is about is over. */
    Future<Boolean> hasEnded(ForeignPerson person) {
        return database.query(
                        HAS_ENDED,
                        person.issuer(),
                        person.subject(),
                        person.sid().orElse(null),
                        person.asOf())
                .map(rows -> rows.iterator().next().getBoolean("ended"));
    }

    <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
        return database.transaction(work);
    }

    /** False if the same message has been here before. */
    Future<Boolean> insert(SqlConnection connection, Logout logout) {
        return connection
                .preparedQuery(INSERT)
                .execute(Database.tuple(
                        logout.issuer(),
                        logout.id(),
                        logout.subject().orElse(null),
                        logout.sid().orElse(null),
                        logout.at(),
                        (int) KEPT.toSeconds()))
                .map(rows -> rows.rowCount() == 1);
    }

    Future<List<UUID>> accountsOf(SqlConnection connection, String issuer, String subject) {
        return connection
                .preparedQuery(ACCOUNTS)
                .execute(Database.tuple(issuer, subject))
                .map(LogoutRepository::accounts);
    }

    Future<Integer> forgetExpired() {
        return database.query(FORGET).map(RowSet::rowCount);
    }

    private static List<UUID> accounts(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getUUID("account_id"))
                .toList();
    }
}
