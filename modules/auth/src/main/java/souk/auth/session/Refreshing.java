package souk.auth.session;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.security.MessageDigest;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.auth.account.Account;
import souk.auth.account.AccountRepository;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.sql.Database;

/**
 * Trades a refresh token for the next one. A token that was traded before ends its session, because then two have it:
 * but for a while its successor is given again, as long as that was not used itself. So an answer that was lost, or two
 * requests with the same token, log nobody out.
 */
public final class Refreshing {

    static final int GRACE_SECONDS = 30;

    private static final Logger LOG = LogManager.getLogger(Refreshing.class);

    private final Database database;
    private final SessionRepository repository;
    private final Sessions sessions;
    private final AccountRepository accounts;
    private final AccessTokens tokens;
    private final SessionTerms terms;

    private record Traded(Account account, SessionRepository.Locked session, RefreshToken next, long secondsLeft) {}

    public Refreshing(
            Database database, AccountRepository accounts, Sessions sessions, AccessTokens tokens, SessionTerms terms) {
        this.database = database;
        this.repository = new SessionRepository(database);
        this.sessions = sessions;
        this.accounts = accounts;
        this.tokens = tokens;
        this.terms = terms;
    }

    /** Refuses with {@code unauthenticated}, whatever the reason. */
    Future<AccessGrant> refresh(RefreshToken token, SessionOrigin origin) {
        return database.transaction(connection -> trade(connection, token, origin))
                .map(traded -> {
                    var done = traded.orElseThrow(Refreshing::refused);
                    var accessToken =
                            tokens.issue(done.account(), done.session().id());
                    return AccessGrant.bearer(accessToken, tokens.life(), done.next(), done.secondsLeft());
                });
    }

    private Future<Optional<Traded>> trade(SqlConnection connection, RefreshToken token, SessionOrigin origin) {
        return repository.lock(connection, token).compose(found -> {
            if (found.filter(SessionRepository.Locked::alive).isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            var session = found.get();
            return accounts.byId(connection, session.account())
                    .map(owner -> owner.filter(account -> !account.disabled()))
                    .compose(owner -> owner.isEmpty()
                            ? Future.succeededFuture(Optional.empty())
                            : trade(connection, session, owner.get(), token, origin));
        });
    }

    private Future<Optional<Traded>> trade(
            SqlConnection connection,
            SessionRepository.Locked session,
            Account account,
            RefreshToken token,
            SessionOrigin origin) {
        var next = token.successor(terms.secret());
        if (MessageDigest.isEqual(session.refreshHash(), token.hash())) {
            return repository
                    .rotate(connection, session.id(), token, next, origin, terms.idleSeconds())
                    .compose(left -> sessions.noteRefresh(connection, session, account, origin)
                            .map(left))
                    .map(left -> Optional.of(new Traded(account, session, next, left)));
        }
        if (!MessageDigest.isEqual(session.refreshHash(), next.hash())) {
            return endStolen(connection, session, origin);
        }
        return repository
                .spentWithin(connection, token, GRACE_SECONDS)
                .compose(inTime -> inTime
                        ? Future.succeededFuture(Optional.of(new Traded(account, session, next, session.secondsLeft())))
                        : endStolen(connection, session, origin));
    }

    private Future<Optional<Traded>> endStolen(
            SqlConnection connection, SessionRepository.Locked session, SessionOrigin origin) {
        LOG.warn("event=refresh-token-reused account={} session={}", session.account(), session.id());
        return sessions.endStolen(connection, session, origin).map(Optional.empty());
    }

    private static Refusal refused() {
        return Problem.of(ProblemCode.UNAUTHENTICATED, "The refresh token is not valid.")
                .refusal();
    }
}
