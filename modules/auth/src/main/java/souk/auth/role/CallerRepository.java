package souk.auth.role;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import souk.auth.account.AccountRepository;
import souk.shared.http.HttpApi;
import souk.shared.security.Caller;
import souk.shared.sql.Database;

/**
 * Looks at a caller once more. A revoked token works for up to a second, until every node has heard of it; that must not
 * be long enough to take back a role that was just lost, or to make a key that stays.
 */
public final class CallerRepository {

    private static final String HOLD = "SELECT " + AccountRepository.COLUMNS + """
              FROM accounts
             WHERE id = $1::uuid AND NOT disabled
               AND NOT EXISTS (SELECT 1 FROM revocations WHERE credential = $2::uuid)
               FOR NO KEY UPDATE OF accounts""";

    /**
     * Nobody else changes the caller's account until the end of the transaction. Fails with a refusal
     * {@code unauthenticated} if it is disabled, may do less than the token says, or if the token's session or API key
     * has ended.
     */
    public Future<Void> hold(SqlConnection connection, Caller caller) {
        return connection
                .preparedQuery(HOLD)
                .execute(Database.tuple(caller.id(), caller.credential()))
                .map(rows -> {
                    var stands = rows.size() > 0
                            && AccountRepository.account(rows.iterator().next())
                                    .permissions()
                                    .containsAll(caller.permissions());
                    if (!stands) {
                        throw HttpApi.unauthenticated();
                    }
                    return null;
                });
    }
}
