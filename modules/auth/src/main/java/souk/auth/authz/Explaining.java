package souk.auth.authz;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import souk.auth.account.Account;
import souk.auth.account.AccountRepository;
import souk.auth.authz.Explanation.Effect;
import souk.auth.authz.Explanation.Reason;
import souk.auth.role.RoleRepository;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.contract.AskAccess;
import souk.shared.contract.ProductAccess;
import souk.shared.contract.ProductOperations;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.security.Caller;
import souk.shared.security.Permission;
import souk.shared.security.Role;

/** Finds out why somebody may do something or not, from the same facts that decide it. */
final class Explaining {

    private final AccountRepository accounts;
    private final RoleRepository roles;
    private final Bus bus;

    Explaining(AccountRepository accounts, RoleRepository roles, Bus bus) {
        this.accounts = accounts;
        this.roles = roles;
        this.bus = bus;
    }

    /** Which roles of the account give the permission, and whether the credential at hand has it. */
    Future<Explanation> permission(Permission permission, UUID subject, CallContext context) {
        return account(subject)
                .compose(account -> ofRoles(permission, account).map(reasons -> {
                    if (isAsker(subject, context) && !context.caller().may(permission)) {
                        reasons.add(Reason.of(
                                "credential",
                                Effect.FORBIDS,
                                "The token or API key of this request does not have " + permission.scope() + "."));
                    }
                    return Explanation.of(account.id(), account.username(), permission.scope(), null, reasons);
                }));
    }

    /** Nobody learns of a product that they may not see. */
    Future<Explanation> product(ProductAction action, UUID product, UUID subject, CallContext context) {
        return account(subject).compose(account -> {
            var caller = isAsker(subject, context) ? context.caller() : callerOf(account);
            return access(product, context)
                    .compose(asked -> {
                        if (!asked.visible() && !isAsker(subject, context)) {
                            throw notFound("product");
                        }
                        return access(product, as(caller, context));
                    })
                    .map(access -> {
                        var reasons = new ArrayList<>(action.reasons(caller, access));
                        if (account.disabled()) {
                            reasons.add(disabled());
                        }
                        return new Explanation(
                                account.id(),
                                account.username(),
                                action.label(),
                                "product:" + product,
                                action.decided(access) && !account.disabled(),
                                reasons);
                    });
        });
    }

    private Future<ProductAccess> access(UUID product, CallContext context) {
        return bus.call(ProductOperations.ACCESS, new AskAccess(product), context);
    }

    private Future<List<Reason>> ofRoles(Permission permission, Account account) {
        var reasons = new ArrayList<Reason>();
        if (account.disabled()) {
            reasons.add(disabled());
        }
        if (Role.ofAll().contains(permission)) {
            reasons.add(Reason.of("account", Effect.ALLOWS, "Every account has " + permission.scope() + "."));
        }
        var done = Future.<Void>succeededFuture();
        for (var name : account.roles().stream().sorted().toList()) {
            done = done.compose(previous -> roles.permissionsOf(name)).map(given -> {
                var gives = given.contains(permission);
                reasons.add(Reason.of(
                        "role",
                        gives ? Effect.ALLOWS : Effect.NEUTRAL,
                        "The role " + name + (gives ? " gives " : " does not give ") + permission.scope() + "."));
                return null;
            });
        }
        return done.map(reasons);
    }

    private Future<Account> account(UUID id) {
        return accounts.byId(id).map(found -> found.orElseThrow(() -> notFound("user")));
    }

    private static Reason disabled() {
        return Reason.of("account", Effect.FORBIDS, "The account is disabled.");
    }

    private static boolean isAsker(UUID subject, CallContext context) {
        return subject.equals(context.caller().id());
    }

    private static Caller callerOf(Account account) {
        return new Caller(account.id(), account.username(), account.roles(), account.permissions(), null);
    }

    private static CallContext as(Caller caller, CallContext context) {
        return new CallContext(context.requestId(), context.traceparent(), caller, context.deadline());
    }

    private static RuntimeException notFound(String what) {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such " + what + ".")
                .refusal();
    }
}
