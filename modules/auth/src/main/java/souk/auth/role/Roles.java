package souk.auth.role;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import souk.auth.audit.Act;
import souk.auth.audit.AuditRepository;
import souk.auth.revocation.RevocationRepository;
import souk.shared.http.ExpectedVersion;
import souk.shared.security.Caller;
import souk.shared.security.Permission;
import souk.shared.sql.Database;

/** Own roles. What a role may do changes for everybody who has it, within seconds and on every node. */
public final class Roles {

    private final Database database;
    private final RoleRepository roles;
    private final CallerRepository callers = new CallerRepository();
    private final RevocationRepository revocations;
    private final AuditRepository audit;

    /** A role as it is now, and whether it is new. */
    record Stored(RoleDefinition role, boolean created) {}

    public Roles(Database database, RoleRepository roles, RevocationRepository revocations, AuditRepository audit) {
        this.database = database;
        this.roles = roles;
        this.revocations = revocations;
        this.audit = audit;
    }

    Future<List<RoleDefinition>> all() {
        return roles.all().map(own -> {
            var all = new ArrayList<>(RoleDefinition.standard());
            all.addAll(own);
            return all;
        });
    }

    Future<RoleDefinition> find(String name) {
        return RoleDefinition.standard(name)
                .map(Future::succeededFuture)
                .orElseGet(() ->
                        roles.find(name).map(found -> found.orElseThrow(() -> new RoleFailure.NoSuchRole().refusal())));
    }

    /** Makes the role, or changes it from the expected version, which must then be given. */
    Future<Stored> put(RoleDefinition role, Optional<ExpectedVersion> expected, Caller caller, Act act) {
        requireOwn(role.name());
        Granting.require(caller, role.permissions());
        return database.transaction(connection -> roles.lockRights(connection)
                .compose(locked -> callers.hold(connection, caller))
                .compose(stands -> roles.find(connection, role.name()))
                .compose(present -> present.isPresent()
                        ? change(connection, present.get(), role, expected, caller)
                        : create(connection, role, expected))
                .compose(stored -> audit.record(
                                connection,
                                act.success(
                                        stored.created() ? "role.created" : "role.changed",
                                        "role:" + role.name(),
                                        Map.of("permissions", scopes(role))))
                        .map(stored)));
    }

    Future<Void> delete(String name, Optional<ExpectedVersion> ifMatch, Caller caller, Act act) {
        requireOwn(name);
        return database.transaction(connection -> roles.lockRights(connection)
                .compose(locked -> callers.hold(connection, caller))
                .compose(stands -> roles.find(connection, name))
                .compose(found -> {
                    var present = found.orElseThrow(() -> new RoleFailure.NoSuchRole().refusal());
                    var expected = ExpectedVersion.required(ifMatch, Optional.empty());
                    Granting.require(caller, present.permissions());
                    if (!expected.accepts(present.version())) {
                        throw expected.stale("role", present.version());
                    }
                    return roles.delete(connection, name, expected);
                })
                .compose(deleted -> deleted
                        ? audit.record(connection, act.success("role.deleted", "role:" + name, Map.of()))
                        : Future.failedFuture(new RoleFailure.StillHeld(name).refusal())));
    }

    private Future<Stored> create(SqlConnection connection, RoleDefinition role, Optional<ExpectedVersion> expected) {
        if (expected.isPresent()) {
            throw new RoleFailure.NotThereYet().refusal();
        }
        return roles.insert(connection, role).map(made -> new Stored(made.orElseThrow(), true));
    }

    private Future<Stored> change(
            SqlConnection connection,
            RoleDefinition present,
            RoleDefinition wanted,
            Optional<ExpectedVersion> ifMatch,
            Caller caller) {
        var expected = ExpectedVersion.required(ifMatch, Optional.empty());
        Granting.require(caller, present.permissions());
        if (!expected.accepts(present.version())) {
            throw expected.stale("role", present.version());
        }
        return roles.update(connection, wanted, expected)
                .map(changed -> new Stored(changed.orElseThrow(), false))
                .compose(stored -> roles.holders(connection, wanted.name())
                        .compose(holders -> revocations.revokeTokensOf(connection, holders))
                        .map(stored));
    }

    private static void requireOwn(String name) {
        if (RoleDefinition.standard(name).isPresent()) {
            throw new RoleFailure.BuiltIn(name).refusal();
        }
    }

    private static String scopes(RoleDefinition role) {
        return role.permissions().stream().map(Permission::scope).collect(Collectors.joining(" "));
    }
}
