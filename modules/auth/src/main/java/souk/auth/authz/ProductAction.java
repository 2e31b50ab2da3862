package souk.auth.authz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import souk.auth.authz.Explanation.Effect;
import souk.auth.authz.Explanation.Reason;
import souk.shared.contract.ProductAccess;
import souk.shared.problem.Trouble;
import souk.shared.security.Caller;
import souk.shared.security.Permission;

/**
 * What can be done to a product. The products service decides, by its one rule; the reasons say in words what that
 * decision rests on. The tests of both services hold decisions and reasons against the same table.
 */
enum ProductAction {
    VIEW(List.of("view", "update", "manage"), List.of(Permission.READ_PRODUCTS, Permission.WRITE_PRODUCTS)),
    UPDATE(List.of("update", "manage"), List.of(Permission.WRITE_PRODUCTS)),
    MANAGE(List.of("manage"), List.of(Permission.WRITE_PRODUCTS));

    private final List<String> grants;
    private final List<Permission> onAll;

    ProductAction(List<String> grants, List<Permission> onAll) {
        this.grants = grants;
        this.onAll = onAll;
    }

    static Optional<ProductAction> named(String name) {
        return Arrays.stream(values())
                .filter(action -> action.label().equals(name))
                .findFirst();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The decision of the products service. Throws Trouble if a node of an older release did not say. */
    boolean decided(ProductAccess access) {
        var decision = switch (this) {
            case VIEW -> access.mayView();
            case UPDATE -> access.mayUpdate();
            case MANAGE -> access.mayManage();
        };
        if (decision == null) {
            throw Trouble.because("products did not say whether one may " + label());
        }
        return decision;
    }

    /** One that allows is enough. */
    List<Reason> reasons(Caller subject, ProductAccess access) {
        if (!access.visible()) {
            return List.of(Reason.of("visibility", Effect.FORBIDS, "For this user there is no such product."));
        }
        var reasons = new ArrayList<Reason>();
        reasons.add(ofOwner(subject, access));
        reasons.add(ofGrant(subject, access));
        reasons.add(ofPermission(subject));
        if (this == VIEW) {
            reasons.add(ofVisibility(access));
        }
        return reasons;
    }

    private Reason ofOwner(Caller subject, ProductAccess access) {
        if (!access.owner()) {
            return Reason.of("owner", Effect.NEUTRAL, "The product belongs to somebody else.");
        }
        return ifAble(subject, "owner", "The product belongs to this user", Permission.WRITE_OWN_PRODUCTS);
    }

    private Reason ofGrant(Caller subject, ProductAccess access) {
        if (access.grant() == null) {
            return Reason.of("grant", Effect.NEUTRAL, "Nothing was granted to this user on the product.");
        }
        var granted = "This user was granted " + access.grant();
        return grants.contains(access.grant())
                ? ifAble(subject, "grant", granted, Permission.WRITE_GRANTED_PRODUCTS)
                : Reason.of("grant", Effect.NEUTRAL, granted + ", which is not enough.");
    }

    /** What is enough to see the product needs a permission as well to change it. */
    private Reason ifAble(Caller subject, String rule, String detail, Permission toChange) {
        return this == VIEW || subject.may(toChange)
                ? Reason.of(rule, Effect.ALLOWS, detail + ".")
                : Reason.of(rule, Effect.NEUTRAL, detail + ", who lacks the permission " + toChange.scope() + ".");
    }

    private Reason ofPermission(Caller subject) {
        return onAll.stream()
                .filter(subject::may)
                .findFirst()
                .map(has -> Reason.of("permission", Effect.ALLOWS, "This user has the permission " + has.scope() + "."))
                .orElseGet(() -> Reason.of(
                        "permission",
                        Effect.NEUTRAL,
                        "This user lacks the permission " + onAll.get(0).scope() + "."));
    }

    private static Reason ofVisibility(ProductAccess access) {
        return access.visibility().equals("public") && access.status().equals("active")
                ? Reason.of("visibility", Effect.ALLOWS, "The product is there for everybody.")
                : Reason.of("visibility", Effect.NEUTRAL, "The product is private or not active.");
    }
}
