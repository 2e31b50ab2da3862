package souk.auth.session;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.auth.account.Account;
import souk.auth.account.AccountRepository;
import souk.auth.account.Login;
import souk.auth.audit.AuditRepository;
import souk.auth.password.Passwords;
import souk.auth.throttle.LoginThrottle;
import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;

/** Trades a name and a password for a session. */
public final class LoggingIn {

    private static final Logger LOG = LogManager.getLogger(LoggingIn.class);

    private final AccountRepository accounts;
    private final Passwords passwords;
    private final LoginThrottle throttle;
    private final Sessions sessions;
    private final AuditRepository audit;

    /** Says nothing about which of the two is wrong, or whether the account is disabled. */
    record WrongCredentials() implements Failure {

        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.WRONG_CREDENTIALS, "There is no account with this name and password.");
        }
    }

    /** @param stale whether the password was right when it was read, but no more when the session was to be opened */
    private record Outcome(Optional<AccessGrant> grant, boolean stale) {}

    public LoggingIn(
            AccountRepository accounts,
            Passwords passwords,
            LoginThrottle throttle,
            Sessions sessions,
            AuditRepository audit) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.throttle = throttle;
        this.sessions = sessions;
        this.audit = audit;
    }

    /**
     * Takes as long for a name that does not exist as for a wrong password. Refuses with {@code too-many-attempts}
     * after too many of either.
     *
     * @param name user name or e-mail address
     */
    Future<AccessGrant> logIn(String name, String password, SessionOrigin origin) {
        return throttle.attempt(name, origin.clientAddress(), () -> open(name, password, origin))
                .map(opened -> opened.orElseThrow(() -> new WrongCredentials().refusal()));
    }

    /** Once more if the hash was replaced since it was read, maybe by a stronger one of the same password. */
    private Future<Optional<AccessGrant>> open(String name, String password, SessionOrigin origin) {
        return tryOnce(name, password, origin)
                .compose(first -> first.stale() ? tryOnce(name, password, origin) : Future.succeededFuture(first))
                .map(Outcome::grant);
    }

    private Future<Outcome> tryOnce(String name, String password, SessionOrigin origin) {
        return accounts.byLoginName(name)
                .compose(found -> owner(found, password)
                        .compose(owner -> owner.isEmpty()
                                ? failed(found, origin).map(new Outcome(Optional.empty(), false))
                                : sessions.open(owner.get(), origin)
                                        .map(opened -> new Outcome(opened, opened.isEmpty()))));
    }

    /** Names that do not exist are not written down: they may be a password typed into the wrong field. */
    private Future<Void> failed(Optional<Login> found, SessionOrigin origin) {
        var account = found.map(Login::account);
        var act = origin.act()
                .by(
                        account.map(Account::id).orElse(null),
                        account.map(Account::username).orElse(null));
        var disabled = account.filter(Account::disabled).isPresent();
        var reason = account.isEmpty() ? "unknown-name" : disabled ? "disabled" : "wrong-password";
        return audit.record(act.failure("log-in", null, Map.of("reason", reason)))
                .otherwise(away -> {
                    LOG.warn("event=log-in-not-audited reason=\"{}\"", away.getMessage());
                    return null;
                });
    }

    private Future<Optional<Login>> owner(Optional<Login> found, String password) {
        var login = found.filter(known -> known.passwordHash() != null);
        var checked = login.map(known -> passwords.matches(password, known.passwordHash()))
                .orElseGet(() -> passwords.matchesNobody(password));
        return checked.compose(
                matches -> !matches || login.orElseThrow().account().disabled()
                        ? Future.succeededFuture(Optional.empty())
                        : upToDate(login.get(), password).map(Optional::of));
    }

    /** The password is at hand only now, so a hash of yesterday's strength is replaced now. Never fails. */
    private Future<Login> upToDate(Login login, String password) {
        if (!passwords.isOutdated(login.passwordHash())) {
            return Future.succeededFuture(login);
        }
        return passwords
                .hash(password)
                .compose(hash -> accounts.rehash(login.account().id(), login.passwordHash(), hash)
                        .map(new Login(login.account(), hash)))
                .recover(later -> {
                    LOG.warn(
                            "event=rehash-put-off account={} reason=\"{}\"",
                            login.account().id(),
                            later.getMessage());
                    return Future.succeededFuture(login);
                });
    }
}
