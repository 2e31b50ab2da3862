package souk.auth.session;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import souk.auth.account.Account;
import souk.auth.account.Login;
import souk.auth.audit.Act;
import souk.auth.audit.AuditRepository;
import souk.auth.revocation.RevocationRepository;
import souk.shared.http.HttpApi;
import souk.shared.id.UuidV7;
import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.security.Caller;
import souk.shared.sql.Database;

/** Opens and ends sessions. When one ends, its access tokens end too, on every node within seconds. */
public final class Sessions {

    private final Database database;
    private final SessionRepository sessions;
    private final RevocationRepository revocations;
    private final AuditRepository audit;
    private final AccessTokens tokens;
    private final SessionTerms terms;

    /** API keys and tokens of identity providers act without one. */
    record NoSession() implements Failure {

        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.CONFLICT,
                    "There is no session to end: this caller came with an API key or a token of an identity provider.");
        }
    }

    public Sessions(
            Database database,
            RevocationRepository revocations,
            AuditRepository audit,
            AccessTokens tokens,
            SessionTerms terms) {
        this.database = database;
        this.sessions = new SessionRepository(database);
        this.revocations = revocations;
        this.audit = audit;
        this.tokens = tokens;
        this.terms = terms;
    }

    /** For an owner whom somebody else vouches for. Refuses with {@code unauthenticated} if the account is disabled. */
    public Future<AccessGrant> open(Account account, SessionOrigin origin) {
        return open(account, null, origin).map(grant -> grant.orElseThrow(HttpApi::unauthenticated));
    }

    /** Empty if the account is disabled or has another password by now. */
    Future<Optional<AccessGrant>> open(Login login, SessionOrigin origin) {
        return open(login.account(), login.passwordHash(), origin);
    }

    /** Ends the caller's own. Again is no failure. */
    Future<Void> end(Caller caller, Act act) {
        return end(caller.id(), caller.credential(), act)
                .compose(ended -> ended
                        ? Future.succeededFuture()
                        : sessions.hasEnded(caller.credential())
                                .compose(before -> before
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(new NoSession().refusal())));
    }

    /** False if the account has no such session. */
    Future<Boolean> end(UUID account, UUID session, Act act) {
        return database.transaction(connection -> sessions.delete(connection, session, account)
                .compose(ended -> ended
                        ? revocations
                                .revokeCredential(connection, session)
                                .compose(revoked -> audit.record(
                                        connection, act.success("session.ended", subject(session), Map.of())))
                                .map(true)
                        : Future.succeededFuture(false)));
    }

    Future<Void> noteRefresh(
            SqlConnection connection, SessionRepository.Locked session, Account account, SessionOrigin origin) {
        var act = origin.act().by(account.id(), account.username());
        return audit.record(connection, act.success("session.refreshed", subject(session.id()), Map.of()));
    }

    Future<Void> endStolen(SqlConnection connection, SessionRepository.Locked session, SessionOrigin origin) {
        var act = origin.act().by(session.account(), null);
        return sessions.delete(connection, session.id(), session.account())
                .compose(ended -> revocations.revokeCredential(connection, session.id()))
                .compose(revoked -> audit.record(
                        connection, act.failure("session.refresh-token-reused", subject(session.id()), Map.of())));
    }

    /** Ends all that the account has, when the transaction commits. */
    public Future<Void> endAll(SqlConnection connection, UUID account) {
        return endAllBut(connection, account, null);
    }

    /** @param kept the session that goes on, or null for none */
    public Future<Void> endAllBut(SqlConnection connection, UUID account, UUID kept) {
        return sessions.deleteAllBut(connection, account, kept).compose(ended -> revoke(connection, ended));
    }

    /** Ends what an identity provider's own session has opened, when the transaction commits. Gives how many. */
    public Future<Integer> endThoseOf(SqlConnection connection, String provider, String idpSession) {
        return sessions.deleteOfProvider(connection, provider, idpSession)
                .compose(ended -> revoke(connection, ended).map(ended.size()));
    }

    /** Ends all that the account opened at that identity provider, when the transaction commits. Gives how many. */
    public Future<Integer> endThoseOf(SqlConnection connection, UUID account, String provider) {
        return sessions.deleteOfProvider(connection, account, provider)
                .compose(ended -> revoke(connection, ended).map(ended.size()));
    }

    /** Whether the caller logged in that lately, into the session that this request belongs to. */
    public Future<Boolean> openedWithin(Caller caller, int seconds) {
        return sessions.openedWithin(caller.credential(), caller.id(), seconds);
    }

    /** Newest first. */
    public Future<List<Session>> of(Caller caller, UUID after, int limit) {
        return sessions.page(caller.id(), caller.credential(), after, limit);
    }

    /** To be called now and then; safe on several instances at once. Gives the number of dead sessions removed. */
    public Future<Integer> sweep() {
        return sessions.sweep();
    }

    private Future<Optional<AccessGrant>> open(Account account, String passwordHash, SessionOrigin origin) {
        var session = new SessionRepository.New(UuidV7.next(), account.id(), passwordHash, RefreshToken.random());
        var act = origin.act().by(account.id(), account.username());
        var entry = act.success("log-in", subject(session.id()), means(origin));
        return database.transaction(connection -> sessions.insert(connection, session, origin, terms)
                        .compose(opened -> opened.isPresent()
                                ? audit.record(connection, entry).map(opened)
                                : Future.succeededFuture(opened)))
                .map(opened -> opened.map(secondsLeft -> AccessGrant.bearer(
                        tokens.issue(account, session.id()), tokens.life(), session.token(), secondsLeft)));
    }

    private static Map<String, String> means(SessionOrigin origin) {
        return Map.of("by", origin.provider() == null ? "password" : origin.provider());
    }

    private static String subject(UUID session) {
        return "session:" + session;
    }

    private Future<Void> revoke(SqlConnection connection, List<UUID> ended) {
        return ended.isEmpty() ? Future.succeededFuture() : revocations.revokeCredentials(connection, ended);
    }
}
