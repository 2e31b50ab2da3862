package souk.auth.session;

import io.vertx.core.Future;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.auth.account.AccountRepository;
import souk.auth.account.Login;
import souk.auth.password.Passwords;
import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;

/** Trades a name and a password for a session. */
public final class LoggingIn {

    private static final Logger LOG = LogManager.getLogger(LoggingIn.class);

    private final AccountRepository accounts;
    private final Passwords passwords;
    private final Sessions sessions;

    /** Says nothing about which of the two is wrong, or whether the account is disabled. */
    record WrongCredentials() implements Failure {

        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.WRONG_CREDENTIALS, "There is no account with this name and password.");
        }
    }

    public LoggingIn(AccountRepository accounts, Passwords passwords, Sessions sessions) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
    }

    /**
     * Takes as long for a name that does not exist as for a wrong password.
     *
     * @param name user name or e-mail address
     */
    Future<AccessGrant> logIn(String name, String password, SessionOrigin origin) {
        return owner(name, password)
                .compose(login -> sessions.open(login, origin))
                .compose(opened ->
                        opened.isPresent() ? Future.succeededFuture(opened.get()) : again(name, password, origin));
    }

    /** The hash was replaced since it was read, maybe by a stronger one of the same password. */
    private Future<AccessGrant> again(String name, String password, SessionOrigin origin) {
        return owner(name, password)
                .compose(login -> sessions.open(login, origin))
                .map(opened -> opened.orElseThrow(() -> new WrongCredentials().refusal()));
    }

    private Future<Login> owner(String name, String password) {
        return accounts.byLoginName(name).compose(login -> owner(login, password));
    }

    private Future<Login> owner(Optional<Login> found, String password) {
        var login = found.filter(known -> known.passwordHash() != null);
        var checked = login.map(known -> passwords.matches(password, known.passwordHash()))
                .orElseGet(() -> passwords.matchesNobody(password));
        return checked.compose(matches -> {
            if (!matches || login.orElseThrow().account().disabled()) {
                return Future.failedFuture(new WrongCredentials().refusal());
            }
            return upToDate(login.get(), password);
        });
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
