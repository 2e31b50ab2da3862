package souk.products.grant;

import static souk.shared.security.Permission.WRITE_GRANTED_PRODUCTS;
import static souk.shared.security.Permission.WRITE_OWN_PRODUCTS;
import static souk.shared.security.Permission.WRITE_PRODUCTS;

import java.util.UUID;
import souk.shared.security.Caller;

/**
 * What somebody brings along towards seeing and changing products, in the form in which it goes into
 * {@link AccessRule}. What they may do to one product is for the rule alone to say.
 *
 * @param writesOwn may change the products that belong to them
 * @param writesAll may change every product
 * @param usesGrants may change what a grant lets them change: every account, whatever its roles, but no API key that was
 *     not made for it
 */
public record Rights(UUID caller, boolean readsAll, boolean writesOwn, boolean writesAll, boolean usesGrants) {

    public static Rights of(Caller caller) {
        return new Rights(
                caller.id(),
                Viewer.of(caller).readsAll(),
                caller.may(WRITE_OWN_PRODUCTS),
                caller.may(WRITE_PRODUCTS),
                caller.may(WRITE_GRANTED_PRODUCTS));
    }
}
