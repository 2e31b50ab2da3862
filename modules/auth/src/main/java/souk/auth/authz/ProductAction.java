package souk.auth.authz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import souk.auth.authz.Explanation.Effect;
import souk.auth.authz.Explanation.Reason;
import souk.shared.contract.ProductAccess;
import souk.shared.security.Caller;
import souk.shared.security.Permission;

/** What can be done to a product, and which of its rules permit it. The products service decides by the same in SQL. */
enum ProductAction {
    VIEW(List.of("view", "update", "manage")),
    UPDATE(List.of("update", "manage")),
    MANAGE(List.of("manage"));

    private final List<String> grants;

    ProductAction(List<String> grants) {
        this.grants = grants;
    }

    static Optional<ProductAction> named(String name) {
        return Arrays.stream(values())
                .filter(action -> action.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }

    List<Reason> reasons(Caller subject, ProductAccess access) {
        if (!access.visible()) {
            return List.of(Reason.of("visibility", Effect.FORBIDS, "For this user there is no such product."));
        }
        var reasons = new ArrayList<Reason>();
        reasons.add(ofOwner(subject, access));
        reasons.add(ofGrant(access));
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
        return this == VIEW || subject.may(Permission.WRITE_OWN_PRODUCTS)
                ? Reason.of("owner", Effect.ALLOWS, "The product belongs to this user.")
                : Reason.of(
                        "owner",
                        Effect.NEUTRAL,
                        "The product belongs to this user, who lacks the permission write_own_products.");
    }

    private Reason ofGrant(ProductAccess access) {
        if (access.grant() == null) {
            return Reason.of("grant", Effect.NEUTRAL, "Nothing was granted to this user on the product.");
        }
        var enough = grants.contains(access.grant());
        var detail = "This user was granted " + access.grant() + (enough ? "." : ", which is not enough.");
        return Reason.of("grant", enough ? Effect.ALLOWS : Effect.NEUTRAL, detail);
    }

    private Reason ofPermission(Caller subject) {
        var needed = this == VIEW ? Permission.READ_PRODUCTS : Permission.WRITE_PRODUCTS;
        return subject.may(needed)
                ? Reason.of("permission", Effect.ALLOWS, "This user has the permission " + needed.scope() + ".")
                : Reason.of("permission", Effect.NEUTRAL, "This user lacks the permission " + needed.scope() + ".");
    }

    private static Reason ofVisibility(ProductAccess access) {
        var isPublic = access.visibility().equals("public") && !access.status().equals("draft");
        return isPublic
                ? Reason.of("visibility", Effect.ALLOWS, "The product is there for everybody.")
                : Reason.of("visibility", Effect.NEUTRAL, "The product is private or a draft.");
    }
}
