package souk.auth.revocation;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import souk.shared.id.UuidV7;
import souk.shared.security.Revocation;
import souk.shared.security.RevokedTokens;
import souk.shared.sql.Database;

/**
 * Ends access tokens before they expire. Every node hears of it within about a second; a row is kept until the tokens
 * that it is about have expired by themselves.
 */
public final class RevocationRepository {

    /** A minute longer than any access token can be configured to live, whatever this instance is told now. */
    private static final int KEPT_SECONDS = 61 * 60;

    private static final Duration MARGIN = Duration.ofMinutes(1);

    /** So many fit into a message and into memory, whoever makes how many. */
    private static final int PART = 2_000;

    private static final String REVOKE_CREDENTIAL = """
            INSERT INTO revocations (credential, expires_at)
            VALUES ($1::uuid, now() + make_interval(secs => $2::int))""";

    private static final String REVOKE_CREDENTIALS = """
            INSERT INTO revocations (credential, expires_at)
            SELECT credential, now() + make_interval(secs => $2::int) FROM unnest($1::uuid[]) AS credential""";

    private static final String REVOKE_TOKENS_OF = """
            WITH raised AS (
                UPDATE accounts
                   SET generation = generation + 1
                 WHERE id = ANY ($1::uuid[])
                RETURNING id, generation)
            INSERT INTO revocations (account, min_generation, expires_at)
            SELECT id, generation, now() + make_interval(secs => $2::int) FROM raised""";

    /** Ids are made when their row is, which is not before its transaction began: so the bound on them loses none. */
    private static final String SINCE = """
            SELECT id, credential, account, min_generation, expires_at
              FROM revocations
             WHERE at >= $1::timestamptz AND expires_at > now() AND id > $2::uuid
             ORDER BY id
             LIMIT $3::int""";

    private static final String NOW = "SELECT now() AS at";

    private static final String FORGET = "DELETE FROM revocations WHERE expires_at <= now()";

    private final Database database;

    public RevocationRepository(Database database) {
        this.database = database;
    }

    /** Ends the tokens of a session or API key when the transaction commits. */
    public Future<Void> revokeCredential(SqlConnection connection, UUID credential) {
        return revokeCredentials(connection, List.of(credential));
    }

    /** @param life the longest that a token of the credential has left */
    public Future<Void> revokeCredential(SqlConnection connection, UUID credential, Duration life) {
        return connection
                .preparedQuery(REVOKE_CREDENTIAL)
                .execute(Database.tuple(credential, (int) life.plus(MARGIN).toSeconds()))
                .mapEmpty();
    }

    /** As {@link #revokeCredential(SqlConnection, UUID)}, for many. */
    public Future<Void> revokeCredentials(SqlConnection connection, Collection<UUID> credentials) {
        return connection
                .preparedQuery(REVOKE_CREDENTIALS)
                .execute(Database.tuple((Object) credentials.toArray(UUID[]::new), KEPT_SECONDS))
                .mapEmpty();
    }

    /** Ends all tokens that the account has, by raising its generation, when the transaction commits. */
    public Future<Void> revokeTokensOf(SqlConnection connection, UUID account) {
        return revokeTokensOf(connection, List.of(account));
    }

    /** As {@link #revokeTokensOf(SqlConnection, UUID)}, for many in one statement. */
    public Future<Void> revokeTokensOf(SqlConnection connection, Collection<UUID> accounts) {
        return connection
                .preparedQuery(REVOKE_TOKENS_OF)
                .execute(Database.tuple((Object) accounts.toArray(UUID[]::new), KEPT_SECONDS))
                .mapEmpty();
    }

    /**
     * The clock is read first: what commits in between is given again next time.
     *
     * @param after the last row of the part before, or null for the first
     */
    public Future<RevokedTokens> since(Instant since, UUID after) {
        return database.query(NOW)
                .map(rows -> rows.iterator().next().getOffsetDateTime("at").toInstant())
                .compose(asOf -> database.query(
                                SINCE,
                                OffsetDateTime.ofInstant(since, ZoneOffset.UTC),
                                after == null ? UuidV7.firstOf(since) : after,
                                PART)
                        .map(rows -> revoked(asOf, rows)));
    }

    /** Drops the rows whose tokens have expired. */
    public Future<Integer> forgetExpired() {
        return database.query(FORGET).map(RowSet::rowCount);
    }

    private static RevokedTokens revoked(Instant asOf, RowSet<Row> rows) {
        var part = new ArrayList<Revocation>(rows.size());
        UUID last = null;
        for (var row : rows) {
            last = row.getUUID("id");
            part.add(new Revocation(
                    row.getUUID("credential"),
                    row.getUUID("account"),
                    row.getInteger("min_generation"),
                    row.getOffsetDateTime("expires_at").toInstant()));
        }
        return new RevokedTokens(asOf, part, part.size() < PART ? null : last);
    }
}
