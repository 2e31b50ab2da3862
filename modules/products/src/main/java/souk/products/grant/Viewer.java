package souk.products.grant;

import static souk.shared.security.Permission.READ_PRODUCTS;
import static souk.shared.security.Permission.WRITE_PRODUCTS;

import java.util.UUID;
import souk.shared.security.Caller;

/**
 * Somebody who looks at products, in the form in which it goes into {@link AccessRule}.
 *
 * @param caller the nil UUID for nobody in particular
 * @param readsAll may see every product
 */
public record Viewer(UUID caller, boolean readsAll) {

    /** Nobody in particular, who sees what everybody sees. */
    public boolean isNobody() {
        return !readsAll && caller.equals(Caller.ANONYMOUS.id());
    }

    /** Who writes all products reads all of them too. */
    public static Viewer of(Caller caller) {
        return new Viewer(caller.id(), caller.may(READ_PRODUCTS) || caller.may(WRITE_PRODUCTS));
    }
}
