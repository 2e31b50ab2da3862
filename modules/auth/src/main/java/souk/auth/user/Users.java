package souk.auth.user;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import souk.auth.account.Account;
import souk.auth.account.AccountRepository;
import souk.auth.audit.Act;
import souk.auth.audit.AuditRepository;
import souk.auth.revocation.RevocationRepository;
import souk.auth.role.CallerRepository;
import souk.auth.role.Granting;
import souk.auth.role.RoleFailure;
import souk.auth.role.RoleRepository;
import souk.auth.session.Sessions;
import souk.shared.http.ExpectedVersion;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Violation;
import souk.shared.security.Caller;
import souk.shared.security.Permission;
import souk.shared.security.Role;
import souk.shared.sql.Database;

/**
 * Giving and taking roles, disabling and enabling. Every such change ends the access tokens of the account within
 * seconds on every node; disabling ends the sessions, too. Nobody changes an account that may do more than they do, and there is always an administrator.
 */
public final class Users {

    private final Database database;
    private final UserRepository users;
    private final AccountRepository accounts;
    private final RoleRepository roles;
    private final CallerRepository callers = new CallerRepository();
    private final Sessions sessions;
    private final RevocationRepository revocations;
    private final AuditRepository audit;

    public Users(
            Database database,
            AccountRepository accounts,
            RoleRepository roles,
            RevocationRepository revocations,
            Sessions sessions,
            AuditRepository audit) {
        this.database = database;
        this.users = new UserRepository(database);
        this.accounts = accounts;
        this.roles = roles;
        this.sessions = sessions;
        this.revocations = revocations;
        this.audit = audit;
    }

    Future<List<Account>> list(UserRepository.Filter filter, UUID before, int limit) {
        return users.list(filter, before, limit);
    }

    Future<Account> find(UUID id) {
        return accounts.byId(id).map(found -> found.orElseThrow(Users::noSuchUser));
    }

    /** @param wanted names of roles, built in or own; at least one */
    Future<Account> setRoles(UUID id, List<String> wanted, Optional<ExpectedVersion> expected, Caller caller, Act act) {
        return change(
                id,
                expected,
                caller,
                (connection, present) -> permissionsOf(connection, wanted)
                        .compose(permissions -> {
                            Granting.require(caller, permissions);
                            var losesAdministrator = isAdministrator(present) && !wanted.contains(Role.ADMIN.scope());
                            return keepOneAdministrator(connection, present, losesAdministrator);
                        })
                        .compose(kept -> users.setRoles(connection, present, Set.copyOf(wanted)))
                        .compose(changed -> audit.record(
                                        connection,
                                        act.success(
                                                "user.roles-changed",
                                                "user:" + id,
                                                Map.of("from", names(present.roles()), "to", names(changed.roles()))))
                                .map(changed)));
    }

    Future<Account> setDisabled(UUID id, boolean disabled, Optional<ExpectedVersion> expected, Caller caller, Act act) {
        return change(
                id,
                expected,
                caller,
                (connection, present) -> keepOneAdministrator(connection, present, disabled && isAdministrator(present))
                        .compose(kept -> users.setDisabled(connection, present, disabled))
                        .compose(
                                changed -> (disabled ? sessions.endAll(connection, id) : Future.<Void>succeededFuture())
                                        .map(changed))
                        .compose(changed -> audit.record(
                                        connection,
                                        act.success(
                                                disabled ? "user.disabled" : "user.enabled", "user:" + id, Map.of()))
                                .map(changed)));
    }

    private Future<Account> change(
            UUID id,
            Optional<ExpectedVersion> ifMatch,
            Caller caller,
            BiFunction<SqlConnection, Account, Future<Account>> effect) {
        return database.transaction(connection -> roles.lockRights(connection)
                .compose(locked -> callers.hold(connection, caller))
                .compose(stands -> users.hold(connection, id))
                .compose(found -> {
                    var present = found.orElseThrow(Users::noSuchUser);
                    var expected = ExpectedVersion.required(ifMatch, Optional.empty());
                    if (!expected.accepts(present.version())) {
                        throw expected.stale("user", present.version());
                    }
                    Granting.require(caller, present.permissions());
                    return effect.apply(connection, present);
                })
                .compose(changed -> revocations.revokeTokensOf(connection, id).map(changed)));
    }

    /** All that the roles give together. */
    private Future<Set<Permission>> permissionsOf(SqlConnection connection, List<String> names) {
        var permissions = EnumSet.noneOf(Permission.class);
        var unknown = new ArrayList<Violation>();
        var done = Future.<Void>succeededFuture();
        for (var name : new HashSet<>(names).stream().sorted().toList()) {
            done = done.compose(previous -> roles.find(connection, name)).map(role -> {
                role.ifPresentOrElse(
                        known -> permissions.addAll(known.permissions()),
                        () -> unknown.add(new Violation("/roles/" + names.indexOf(name), "is no role: " + name)));
                return null;
            });
        }
        return done.map(all -> {
            if (!unknown.isEmpty()) {
                throw Problem.invalid(unknown).refusal();
            }
            return permissions;
        });
    }

    private Future<Void> keepOneAdministrator(SqlConnection connection, Account present, boolean losesOne) {
        if (!losesOne || present.disabled()) {
            return Future.succeededFuture();
        }
        return roles.isLastAdministrator(connection, present.id())
                .compose(last -> last
                        ? Future.failedFuture(new RoleFailure.LastAdministrator().refusal())
                        : Future.succeededFuture());
    }

    private static boolean isAdministrator(Account account) {
        return account.roles().contains(Role.ADMIN.scope());
    }

    private static String names(Set<String> roles) {
        return String.join(" ", roles.stream().sorted().toList());
    }

    private static RuntimeException noSuchUser() {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such user.").refusal();
    }
}
