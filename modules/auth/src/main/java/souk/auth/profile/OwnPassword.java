package souk.auth.profile;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.auth.account.AccountRepository;
import souk.auth.account.Login;
import souk.auth.audit.Act;
import souk.auth.audit.AuditRepository;
import souk.auth.password.Passwords;
import souk.auth.session.Sessions;
import souk.auth.throttle.LoginThrottle;
import souk.shared.http.HttpApi;
import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Violation;
import souk.shared.security.Caller;
import souk.shared.sql.Database;

/** Proving again to be the owner of an account, and giving it another password. */
public final class OwnPassword {

    private static final int RECENT_SECONDS = 600;

    private final Database database;
    private final ProfileRepository profiles;
    private final AccountRepository accounts;
    private final Means means;
    private final AuditRepository audit;

    /** @param throttle counts wrong passwords here like those of log-ins */
    public record Means(Passwords passwords, LoginThrottle throttle, Sessions sessions) {}

    /** A token alone is not enough to take an account over. */
    record WrongPassword(String member) implements Failure {

        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.FORBIDDEN,
                    "The password is wrong.",
                    List.of(new Violation("/" + member, "is not the password of this account")));
        }
    }

    /** An identity provider vouches for this account. */
    record NoPassword() implements Failure {

        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.CONFLICT,
                    "This account has no password: an identity provider vouches for its owner. Change it there.");
        }
    }

    /** Without a password, a fresh log-in is the proof. */
    record LogInAgain() implements Failure {

        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.FORBIDDEN,
                    "This account has no password: log in again and repeat this within " + RECENT_SECONDS / 60
                            + " minutes.");
        }
    }

    public OwnPassword(Database database, AccountRepository accounts, Means means, AuditRepository audit) {
        this.database = database;
        this.profiles = new ProfileRepository(database);
        this.accounts = accounts;
        this.means = means;
        this.audit = audit;
    }

    /** The caller's names, which no password may be made of. */
    Future<Login> loginOf(Caller caller) {
        return accounts.loginById(caller.id())
                .map(found -> found.filter(login -> !login.account().disabled()).orElseThrow(HttpApi::unauthenticated));
    }

    /** Ends the other sessions. Refuses with {@code forbidden} a wrong present one and {@code conflict} without one. */
    Future<Void> change(Login login, String present, String wanted, Caller caller, Act act) {
        return prove(login, "currentPassword", present, act)
                .compose(proved -> means.passwords().hash(wanted))
                .compose(hash -> database.transaction(connection -> profiles.setPassword(
                                connection, caller.id(), login.passwordHash(), hash)
                        .compose(set -> set
                                ? means.sessions().endAllBut(connection, caller.id(), caller.credential())
                                : Future.failedFuture(changedMeanwhile()))
                        .compose(ended -> audit.record(
                                connection, act.success("password.changed", "user:" + caller.id(), Map.of())))));
    }

    /** @param password null if none was sent */
    Future<Void> proveOwner(Login login, String password, Caller caller, Act act) {
        if (login.passwordHash() != null) {
            return password == null
                    ? Future.failedFuture(
                            Problem.invalid("/password", "is missing").refusal())
                    : prove(login, "password", password, act);
        }
        return means.sessions()
                .openedWithin(caller, RECENT_SECONDS)
                .compose(recent -> recent ? Future.succeededFuture() : Future.failedFuture(new LogInAgain().refusal()));
    }

    private Future<Void> prove(Login login, String member, String password, Act act) {
        if (login.passwordHash() == null) {
            return Future.failedFuture(new NoPassword().refusal());
        }
        return means.throttle()
                .attempt(
                        login.account().username(),
                        act.address(),
                        () -> means.passwords()
                                .matches(password, login.passwordHash())
                                .map(matches -> matches ? Optional.of(login) : Optional.<Login>empty()))
                .compose(proved -> proved.isPresent()
                        ? Future.succeededFuture()
                        : audit.record(act.failure(
                                        "password.check",
                                        "user:" + login.account().id(),
                                        Map.of("reason", "wrong-password")))
                                .compose(noted -> Future.failedFuture(new WrongPassword(member).refusal())));
    }

    private static RuntimeException changedMeanwhile() {
        return Problem.of(ProblemCode.CONFLICT, "The password was changed by another request meanwhile.")
                .refusal();
    }
}
