package souk.auth.profile;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;
import souk.auth.apikey.ApiKeys;
import souk.auth.revocation.RevocationRepository;
import souk.auth.session.Sessions;

/** Ends every way in that an account has: its sessions, its API keys and all access tokens under way. */
public final class AccountEnding {

    private final Sessions sessions;
    private final ApiKeys apiKeys;
    private final RevocationRepository revocations;

    public AccountEnding(Sessions sessions, ApiKeys apiKeys, RevocationRepository revocations) {
        this.sessions = sessions;
        this.apiKeys = apiKeys;
        this.revocations = revocations;
    }

    /** When the transaction commits. */
    Future<Void> endAccess(SqlConnection connection, UUID account) {
        return sessions.endAll(connection, account)
                .compose(ended -> apiKeys.revokeAllOf(connection, account))
                .compose(revoked -> revocations.revokeTokensOf(connection, account));
    }
}
