package souk.products.grant;

import java.time.Instant;
import java.util.HashMap;
import java.util.UUID;
import souk.shared.audit.AuditEntry;
import souk.shared.audit.AuditEntry.Outcome;

/**
 * Who may see or change a product is something else than before.
 *
 * @param principal whose grant it is; null if it is the visibility
 * @param from null if there was nothing
 * @param to null if there is nothing any more
 */
public record AccessChange(UUID product, UUID principal, String from, String to) {

    private static final String SERVICE = "products";

    static AccessChange grant(UUID product, UUID principal, String from, String to) {
        return new AccessChange(product, principal, from, to);
    }

    /** @param from null for a product that is new */
    public static AccessChange visibility(UUID product, Visibility from, Visibility to) {
        return new AccessChange(product, null, from == null ? null : from.text(), to.text());
    }

    boolean isOfGrant() {
        return principal != null;
    }

    String kind() {
        if (!isOfGrant()) {
            return "product.visibility-changed";
        }
        if (from == null) {
            return "product.grant-created";
        }
        return to == null ? "product.grant-revoked" : "product.grant-changed";
    }

    /** @param id of the row in the history */
    AuditEntry entry(UUID id, Instant at, Act act) {
        var detail = new HashMap<String, String>();
        detail.put("principal", principal == null ? null : principal.toString());
        detail.put("from", from);
        detail.put("to", to);
        detail.values().removeIf(value -> value == null);
        return new AuditEntry(
                id,
                at,
                kind(),
                Outcome.SUCCESS,
                act.actor(),
                act.actorName(),
                act.credential(),
                act.address(),
                "product:" + product,
                SERVICE,
                act.requestId(),
                detail,
                1);
    }
}
