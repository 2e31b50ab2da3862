package souk.auth.profile;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import souk.auth.account.Account;
import souk.auth.audit.Act;
import souk.auth.audit.AuditRepository;
import souk.auth.role.RoleFailure;
import souk.auth.role.RoleRepository;
import souk.shared.http.ExpectedVersion;
import souk.shared.http.HttpApi;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Violation;
import souk.shared.security.Caller;
import souk.shared.security.Role;
import souk.shared.sql.Database;
import souk.shared.sql.SqlFailure;

/** What owners do with their accounts, except for their passwords. */
public final class Profiles {

    private final Database database;
    private final ProfileRepository profiles;
    private final RoleRepository roles;
    private final AccountEnding ending;
    private final AuditRepository audit;

    public Profiles(Database database, AccountEnding ending, AuditRepository audit) {
        this.database = database;
        this.profiles = new ProfileRepository(database);
        this.roles = new RoleRepository(database);
        this.ending = ending;
        this.audit = audit;
    }

    /** Refuses with {@code duplicate} an address that somebody else has. */
    Future<Account> change(Caller caller, ExpectedVersion expected, ProfilePatch patch, Act act) {
        return database.transaction(connection -> held(connection, caller, expected)
                        .compose(present -> profiles.change(connection, caller.id(), patch))
                        .compose(changed -> audit.record(
                                        connection, act.success("profile.changed", subject(caller), Map.of()))
                                .map(changed)))
                .recover(failure -> Future.failedFuture(
                        SqlFailure.of(failure).violates("accounts_email_unique") ? taken() : failure));
    }

    /**
     * Makes the account nobody's, in one transaction: no name, no address, no password, no roles, no sessions, no API
     * keys. Its id stays, because orders are kept. The caller has proved to be the owner just before.
     */
    Future<Void> delete(Caller caller, ExpectedVersion expected, Act act) {
        return database.transaction(connection -> roles.lockRights(connection)
                .compose(locked -> held(connection, caller, expected))
                .compose(present -> refuseLastAdministrator(connection, present))
                .compose(allowed -> profiles.anonymise(connection, caller.id()))
                .compose(anonymous -> ending.endAccess(connection, caller.id()))
                .compose(ended -> audit.record(
                        connection, act.by(caller.id(), null).success("profile.deleted", subject(caller), Map.of()))));
    }

    Future<String> export(Caller caller) {
        return profiles.export(caller.id()).map(document -> document.orElseThrow(HttpApi::unauthenticated));
    }

    private Future<Account> held(SqlConnection connection, Caller caller, ExpectedVersion expected) {
        return profiles.hold(connection, caller.id()).map(found -> {
            var present = found.orElseThrow(HttpApi::unauthenticated);
            if (!expected.accepts(present.version())) {
                throw expected.stale("profile", present.version());
            }
            return present;
        });
    }

    private Future<Void> refuseLastAdministrator(SqlConnection connection, Account present) {
        if (!present.roles().contains(Role.ADMIN.scope())) {
            return Future.succeededFuture();
        }
        return roles.isLastAdministrator(connection, present.id())
                .compose(
                        last -> last ? Future.failedFuture(RoleFailure.lastAdministrator()) : Future.succeededFuture());
    }

    private static RuntimeException taken() {
        return Problem.of(
                        ProblemCode.DUPLICATE,
                        "There is such an account already.",
                        List.of(new Violation("/email", "belongs to another account")))
                .refusal();
    }

    private static String subject(Caller caller) {
        return "user:" + caller.id();
    }
}
