package souk.auth.session;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import souk.shared.sql.Database;

/** Sessions and the hashes of their refresh tokens, good and spent. A session that ended is not there. */
final class SessionRepository {

    /** The lock makes a change of the password, which ends sessions, see this one or come before it. */
    private static final String INSERT = """
            INSERT INTO sessions (id, account, refresh_hash, provider, idp_session, client_address, user_agent,
                                  expires_at, valid_until)
            SELECT $2::uuid, id, $4::bytea, $5::text, $6::text, $7::text, $8::text,
                   now() + make_interval(secs => $9::int), now() + make_interval(secs => least($9::int, $10::int))
              FROM accounts
             WHERE id = $1::uuid AND NOT disabled AND ($3::text IS NULL OR password_hash = $3::text)
               FOR SHARE
            RETURNING extract(epoch FROM valid_until - now())::bigint AS seconds_left""";

    private static final String LOCK = """
            SELECT id, account, refresh_hash, valid_until > now() AS alive,
                   extract(epoch FROM valid_until - now())::bigint AS seconds_left
              FROM sessions
             WHERE id = coalesce((SELECT id FROM sessions WHERE refresh_hash = $1::bytea),
                                 (SELECT session FROM spent_refresh_tokens WHERE hash = $1::bytea))
               FOR UPDATE""";

    private static final String SPENT_WITHIN = """
            SELECT 1
              FROM spent_refresh_tokens
             WHERE hash = $1::bytea AND spent_at > now() - make_interval(secs => $2::int)""";

    private static final String ROTATE = """
            WITH spent AS (INSERT INTO spent_refresh_tokens (hash, session) VALUES ($2::bytea, $1::uuid))
            UPDATE sessions
               SET refresh_hash = $3::bytea, client_address = $4::text, user_agent = $5::text, last_used_at = now(),
                   valid_until = least(expires_at, now() + make_interval(secs => $6::int))
             WHERE id = $1::uuid
            RETURNING extract(epoch FROM valid_until - now())::bigint AS seconds_left""";

    private static final String DELETE = "DELETE FROM sessions WHERE id = $1::uuid AND account = $2::uuid";

    private static final String DELETE_ALL_BUT = """
            DELETE FROM sessions
             WHERE account = $1::uuid AND ($2::uuid IS NULL OR id <> $2::uuid)
            RETURNING id""";

    private static final String DELETE_OF_PROVIDER = """
            DELETE FROM sessions
             WHERE provider = $1::text AND idp_session = $2::text
            RETURNING id""";

    private static final String DELETE_OF_ACCOUNT_AND_PROVIDER = """
            DELETE FROM sessions
             WHERE account = $1::uuid AND provider = $2::text
            RETURNING id""";

    private static final String HAS_ENDED = "SELECT 1 FROM revocations WHERE credential = $1::uuid LIMIT 1";

    private static final String OPENED_WITHIN = """
            SELECT 1
              FROM sessions
             WHERE id = $1::uuid AND account = $2::uuid AND created_at > now() - make_interval(secs => $3::int)""";

    private static final String PAGE = """
            SELECT id, id = $2::uuid AS current, created_at, last_used_at, valid_until, client_address, user_agent,
                   provider
              FROM sessions
             WHERE account = $1::uuid AND valid_until > now() AND ($3::uuid IS NULL OR id < $3::uuid)
             ORDER BY id DESC
             LIMIT $4::int""";

    private static final String SWEEP = """
            DELETE FROM sessions
             WHERE id IN (SELECT id FROM sessions WHERE valid_until < now() LIMIT 1000 FOR UPDATE SKIP LOCKED)""";

    private final Database database;

    SessionRepository(Database database) {
        this.database = database;
    }

    /** @param refreshHash of the token that is good now */
    record Locked(UUID id, UUID account, byte[] refreshHash, boolean alive, long secondsLeft) {}

    /** @param passwordHash that the account must still have; null where no password was used */
    record New(UUID id, UUID account, String passwordHash, RefreshToken token) {}

    /** Gives the seconds that it lasts, or nothing if the account is disabled or has another password by now. */
    Future<Optional<Long>> insert(SqlConnection connection, New session, SessionOrigin origin, SessionTerms terms) {
        return connection
                .preparedQuery(INSERT)
                .execute(Database.tuple(
                        session.account(),
                        session.id(),
                        session.passwordHash(),
                        Buffer.buffer(session.token().hash()),
                        origin.provider(),
                        origin.idpSession(),
                        origin.clientAddress(),
                        origin.userAgent(),
                        terms.lifeSeconds(),
                        terms.idleSeconds()))
                .map(SessionRepository::secondsLeft);
    }

    /** The session that the token belongs or belonged to, locked until the transaction ends. */
    Future<Optional<Locked>> lock(SqlConnection connection, RefreshToken token) {
        return connection
                .preparedQuery(LOCK)
                .execute(Database.tuple(Buffer.buffer(token.hash())))
                .map(rows -> stream(rows).findFirst().map(SessionRepository::locked));
    }

    Future<Boolean> spentWithin(SqlConnection connection, RefreshToken token, int seconds) {
        return connection
                .preparedQuery(SPENT_WITHIN)
                .execute(Database.tuple(Buffer.buffer(token.hash()), seconds))
                .map(rows -> rows.size() > 0);
    }

    /** Gives the seconds that the session lasts now. */
    Future<Long> rotate(
            SqlConnection connection, UUID id, RefreshToken spent, RefreshToken next, SessionOrigin origin, int idle) {
        return connection
                .preparedQuery(ROTATE)
                .execute(Database.tuple(
                        id,
                        Buffer.buffer(spent.hash()),
                        Buffer.buffer(next.hash()),
                        origin.clientAddress(),
                        origin.userAgent(),
                        idle))
                .map(rows -> secondsLeft(rows).orElseThrow());
    }

    /** Whether there was such a session of that account. */
    Future<Boolean> delete(SqlConnection connection, UUID id, UUID account) {
        return connection
                .preparedQuery(DELETE)
                .execute(Database.tuple(id, account))
                .map(rows -> rows.rowCount() > 0);
    }

    /** @param kept null for none */
    Future<List<UUID>> deleteAllBut(SqlConnection connection, UUID account, UUID kept) {
        return connection
                .preparedQuery(DELETE_ALL_BUT)
                .execute(Database.tuple(account, kept))
                .map(SessionRepository::ids);
    }

    Future<List<UUID>> deleteOfProvider(SqlConnection connection, String provider, String idpSession) {
        return connection
                .preparedQuery(DELETE_OF_PROVIDER)
                .execute(Database.tuple(provider, idpSession))
                .map(SessionRepository::ids);
    }

    Future<List<UUID>> deleteOfProvider(SqlConnection connection, UUID account, String provider) {
        return connection
                .preparedQuery(DELETE_OF_ACCOUNT_AND_PROVIDER)
                .execute(Database.tuple(account, provider))
                .map(SessionRepository::ids);
    }

    Future<Boolean> hasEnded(UUID id) {
        return database.query(HAS_ENDED, id).map(rows -> rows.size() > 0);
    }

    Future<Boolean> openedWithin(UUID id, UUID account, int seconds) {
        return database.query(OPENED_WITHIN, id, account, seconds).map(rows -> rows.size() > 0);
    }

    /** @param after the last one of the page before, or null */
    Future<List<Session>> page(UUID account, UUID current, UUID after, int limit) {
        return database.query(PAGE, account, current, after, limit)
                .map(rows -> stream(rows).map(SessionRepository::session).toList());
    }

    Future<Integer> sweep() {
        return database.query(SWEEP).map(RowSet::rowCount);
    }

    private static java.util.stream.Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private static List<UUID> ids(RowSet<Row> rows) {
        return stream(rows).map(row -> row.getUUID("id")).toList();
    }

    private static Optional<Long> secondsLeft(RowSet<Row> rows) {
        return stream(rows).findFirst().map(row -> row.getLong("seconds_left"));
    }

    private static Locked locked(Row row) {
        return new Locked(
                row.getUUID("id"),
                row.getUUID("account"),
                row.getBuffer("refresh_hash").getBytes(),
                row.getBoolean("alive"),
                row.getLong("seconds_left"));
    }

    private static Session session(Row row) {
        return new Session(
                row.getUUID("id"),
                row.getBoolean("current"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("last_used_at").toInstant(),
                row.getOffsetDateTime("valid_until").toInstant(),
                row.getString("client_address"),
                row.getString("user_agent"),
                row.getString("provider"));
    }
}
