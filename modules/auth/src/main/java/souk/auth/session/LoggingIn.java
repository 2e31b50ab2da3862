package souk.auth.session;

import io.vertx.core.Future;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.auth.account.Account;
import souk.auth.account.AccountRepository;
import souk.auth.account.Login;
import souk.auth.password.Passwords;
import souk.shared.id.UuidV7;
import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;

/** Trades a name and a password for an access token. */
public final class LoggingIn {

    private static final Logger LOG = LogManager.getLogger(LoggingIn.class);

    private final AccountRepository accounts;
    private final Passwords passwords;
    private final AccessTokens tokens;

    /** Says nothing about which of the two is wrong, or whether the account is disabled. */
    record WrongCredentials() implements Failure {

        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.WRONG_CREDENTIALS, "There is no account with this name and password.");
        }
    }

    public LoggingIn(AccountRepository accounts, Passwords passwords, AccessTokens tokens) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.tokens = tokens;
    }

    /**
     * Takes as long for a name that does not exist as for a wrong password.
     *
     * @param name user name or e-mail address
     */
    Future<AccessGrant> logIn(String name, String password) {
        return accounts.byLoginName(name)
                .compose(login -> owner(login, password))
                .map(account -> AccessGrant.bearer(tokens.issue(account, UuidV7.next()), tokens.life()));
    }

    private Future<Account> owner(Optional<Login> login, String password) {
        var checked = login.map(known -> passwords.matches(password, known.passwordHash()))
                .orElseGet(() -> passwords.matchesNobody(password));
        return checked.compose(matches -> {
            if (!matches || login.orElseThrow().account().disabled()) {
                return Future.failedFuture(new WrongCredentials().refusal());
            }
            return upToDate(login.get(), password).map(login.get().account());
        });
    }

    /** The password is at hand only now, so a hash of yesterday's strength is replaced now. Never fails. */
    private Future<Void> upToDate(Login login, String password) {
        if (!passwords.isOutdated(login.passwordHash())) {
            return Future.succeededFuture();
        }
        return passwords
                .hash(password)
                .compose(hash -> accounts.rehash(login.account().id(), login.passwordHash(), hash))
                .recover(later -> {
                    LOG.warn(
                            "event=rehash-put-off account={} reason=\"{}\"",
                            login.account().id(),
                            later.getMessage());
                    return Future.succeededFuture();
                });
    }
}
