package souk.auth.oidc;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.auth.audit.Act;
import souk.auth.audit.AuditRepository;
import souk.auth.revocation.RevocationRepository;
import souk.auth.session.Sessions;

/** Ends here what a provider says has ended there (OpenID Connect Back-Channel Logout 1.0). */
final class BackchannelLogout {

    private static final Logger LOG = LogManager.getLogger(BackchannelLogout.class);

    private final LogoutRepository logouts;
    private final Sessions sessions;
    private final RevocationRepository revocations;
    private final AuditRepository audit;

    BackchannelLogout(
            LogoutRepository logouts, Sessions sessions, RevocationRepository revocations, AuditRepository audit) {
        this.logouts = logouts;
        this.sessions = sessions;
        this.revocations = revocations;
        this.audit = audit;
    }

    /** Fails with {@link Untrusted} for a logout token that is not genuine, or that has been taken before. */
    Future<Void> end(Provider provider, String logoutToken, Act act) {
        return provider.verify(logoutToken, provider.rules()::logoutToken)
                .map(Logout::of)
                .compose(logout -> end(provider, logout, act));
    }

    /**
     * Ends the sessions together with noting the message, and then once more: a session that was opened meanwhile saw
     * nothing of the message, and the first look nothing of the session.
     */
    private Future<Void> end(Provider provider, Logout logout, Act act) {
        return logouts.transaction(connection -> logouts.insert(connection, logout)
                        .compose(fresh -> {
                            Untrusted.unless(fresh, "jti was here before");
                            return endSessions(connection, provider, logout);
                        })
                        .compose(ended -> audit.record(
                                connection,
                                act.success(
                                        "session.ended-by-provider",
                                        "provider:" + provider,
                                        Map.of("sessions", Integer.toString(ended)))))
                        .compose(noted -> endBearers(connection, logout)))
                .compose(done -> endThoseOf(provider, logout));
    }

    /** What somebody opened while the provider's message came in. */
    Future<Void> endThoseOf(Provider provider, Logout logout) {
        return logouts.transaction(connection -> endSessions(connection, provider, logout))
                .map(ended -> {
                    LOG.debug("event=oidc-late-sessions-ended provider={} sessions={}", provider, ended);
                    return null;
                });
    }

    private Future<Integer> endSessions(SqlConnection connection, Provider provider, Logout logout) {
        if (logout.sid().isPresent()) {
            return sessions.endThoseOf(connection, provider.name(), logout.sid().get());
        }
        return logouts.accountsOf(connection, logout.issuer(), logout.subject().orElseThrow())
                .compose(accounts -> {
                    var done = Future.succeededFuture(0);
                    for (var account : accounts) {
                        done = done.compose(before -> sessions.endThoseOf(connection, account, provider.name())
                                .map(ended -> before + ended));
                    }
                    return done;
                });
    }

    /** What the provider's access tokens were exchanged for. Without a session there, all that the account has out. */
    private Future<Void> endBearers(SqlConnection connection, Logout logout) {
        if (logout.sid().isPresent()) {
            var credential =
                    ForeignPerson.credential(logout.issuer(), logout.sid().get());
            return revocations.revokeCredential(connection, credential);
        }
        return logouts.accountsOf(connection, logout.issuer(), logout.subject().orElseThrow())
                .compose(accounts -> {
                    var done = Future.<Void>succeededFuture();
                    for (var account : accounts) {
                        done = done.compose(previous -> revocations.revokeTokensOf(connection, account));
                    }
                    return done;
                });
    }
}
