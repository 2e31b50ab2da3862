package souk.auth.role;

import java.util.Collection;
import java.util.EnumSet;
import souk.shared.security.Caller;
import souk.shared.security.Permission;

/** Nobody grants what they lack, and nobody takes from others what they could not grant. */
public final class Granting {

    private Granting() {}

    /** Throws a refusal {@code forbidden} that names what the caller lacks. */
    public static void require(Caller caller, Collection<Permission> permissions) {
        var lacking = EnumSet.noneOf(Permission.class);
        lacking.addAll(permissions);
        lacking.removeAll(caller.permissions());
        if (!lacking.isEmpty()) {
            throw new RoleFailure.Lacking(lacking).refusal();
        }
    }
}
