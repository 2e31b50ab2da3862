package souk.auth.oidc;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.auth.account.Account;
import souk.auth.audit.Act;
import souk.auth.audit.AuditRepository;
import souk.auth.revocation.RevocationRepository;
import souk.auth.role.RoleRepository;
import souk.shared.id.UuidV7;
import souk.shared.security.Role;

/** The accounts of people at providers: made when they first come, with the roles that they have there. */
final class ForeignAccounts {

    private static final Logger LOG = LogManager.getLogger(ForeignAccounts.class);

    private final IdentityRepository identities;
    private final RoleRepository rights;
    private final RevocationRepository revocations;
    private final AuditRepository audit;

    ForeignAccounts(
            IdentityRepository identities,
            RoleRepository rights,
            RevocationRepository revocations,
            AuditRepository audit) {
        this.identities = identities;
        this.rights = rights;
        this.revocations = revocations;
        this.audit = audit;
    }

    /**
     * Fails with {@link Untrusted} if the account is disabled.
     *
     * @param provider its name, for the audit trail
     */
    Future<Account> of(ForeignPerson person, String provider, Act act) {
        return identities
                .alone(
                        person,
                        connection -> identities
                                .accountOf(connection, person)
                                .compose(known -> known.map(id -> upToDate(connection, person, id, provider, act))
                                        .orElseGet(() -> first(connection, person, provider, act)))
                                .compose(id -> identities.account(connection, id)))
                .map(account -> {
                    Untrusted.unless(!account.disabled(), "the account is disabled");
                    return account;
                });
    }

    private Future<UUID> first(SqlConnection connection, ForeignPerson person, String provider, Act act) {
        var id = UuidV7.next();
        return roles(connection, person.roles().orElse(Set.of()))
                .compose(roles -> insert(connection, person, id, roles, names(person))
                        .compose(made -> identities.insert(connection, person, id))
                        .compose(bound -> audit.record(
                                connection,
                                act.by(id, null)
                                        .success(
                                                "user.made",
                                                "user:" + id,
                                                Map.of("provider", provider, "roles", String.join(" ", roles))))))
                .map(id);
    }

    private Future<Void> insert(
            SqlConnection connection, ForeignPerson person, UUID id, Set<String> roles, List<String> names) {
        return identities
                .insertAccount(connection, id, names.get(0), person.email(), roles)
                .compose(made -> made
                        ? Future.succeededFuture()
                        : insert(connection, person, id, roles, names.subList(1, names.size())));
    }

    /** The name there, and if somebody has it here, one that nobody has. */
    private static List<String> names(ForeignPerson person) {
        var random = UuidV7.next().toString().substring(24);
        return List.of(person.username(), person.username() + "-" + random.substring(6), "user-" + random);
    }

    private Future<UUID> upToDate(SqlConnection connection, ForeignPerson person, UUID id, String provider, Act act) {
        if (person.roles().isEmpty()) {
            return Future.succeededFuture(id);
        }
        return identities
                .isNewer(connection, person)
                .compose(newer -> newer
                        ? identities
                                .account(connection, id)
                                .compose(present -> roles(
                                                connection, person.roles().get())
                                        .compose(roles -> present.roles().equals(roles)
                                                ? Future.<Void>succeededFuture()
                                                : take(connection, id, roles, provider, act)))
                        : Future.succeededFuture())
                .map(id);
    }

    /** Under the same lock as every other change of who may do what. */
    private Future<Void> take(SqlConnection connection, UUID id, Set<String> roles, String provider, Act act) {
        return rights.lockRights(connection)
                .compose(locked -> withAdministrator(connection, id, roles))
                .compose(kept -> identities
                        .setRoles(connection, id, kept)
                        .compose(changed -> changed
                                ? audit.record(
                                                connection,
                                                act.success(
                                                        "user.roles-changed",
                                                        "user:" + id,
                                                        Map.of("provider", provider, "to", String.join(" ", kept))))
                                        .compose(noted -> revocations.revokeTokensOf(connection, id))
                                : Future.succeededFuture()));
    }

    /** There is always an administrator, whatever a provider says. */
    private Future<Set<String>> withAdministrator(SqlConnection connection, UUID id, Set<String> roles) {
        if (roles.contains(Role.ADMIN.scope())) {
            return Future.succeededFuture(roles);
        }
        return rights.isLastAdministrator(connection, id).map(last -> {
            if (!last) {
                return roles;
            }
            LOG.warn("event=oidc-last-administrator-kept account={}", id);
            var kept = new TreeSet<>(roles);
            kept.add(Role.ADMIN.scope());
            return kept;
        });
    }

    /** Those that exist; who has none is a customer. */
    private Future<Set<String>> roles(SqlConnection connection, Set<String> names) {
        Set<String> known = new TreeSet<>();
        var done = Future.<Void>succeededFuture();
        for (var name : names) {
            done = done.compose(previous -> rights.find(connection, name)).map(role -> {
                role.ifPresent(found -> known.add(name));
                return null;
            });
        }
        return done.map(all -> known.isEmpty() ? Set.of(Role.CUSTOMER.scope()) : known);
    }
}
