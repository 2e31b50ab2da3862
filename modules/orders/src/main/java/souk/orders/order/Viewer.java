package souk.orders.order;

import java.util.UUID;
import souk.shared.security.Caller;
import souk.shared.security.Permission;

/**
 * Whose eyes an order is looked at with.
 *
 * @param seesAll whether also the orders of others
 */
public record Viewer(UUID account, boolean seesAll) {

    /** The service itself. */
    static final Viewer ALL = new Viewer(null, true);

    public static Viewer reading(Caller caller) {
        return new Viewer(caller.id(), caller.may(Permission.READ_ORDERS));
    }
}
