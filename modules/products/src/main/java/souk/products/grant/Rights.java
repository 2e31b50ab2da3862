package souk.products.grant;

import static souk.shared.security.Permission.WRITE_OWN_PRODUCTS;
import static souk.shared.security.Permission.WRITE_OWN_PROFILE;
import static souk.shared.security.Permission.WRITE_PRODUCTS;

import java.util.UUID;
import souk.shared.security.Caller;

/**
 * What somebody brings along towards seeing and changing products, in the form in which it goes into
 * {@link AccessRule}. What they may do to one product is for the rule alone to say.
 *
 * @param writesOwn may change the products that belong to them
 * @param writesAll may change every product
 * @param usesGrants may change what a grant lets them change: everybody who changes anything of their own, whatever
 *     their role, but no API key that was made to read only
 */
public record Rights(UUID caller, boolean readsAll, boolean writesOwn, boolean writesAll, boolean usesGrants) {

    public static Rights of(Caller caller) {
        var writesOwn = caller.may(WRITE_OWN_PRODUCTS);
        var writesAll = caller.may(WRITE_PRODUCTS);
        return new Rights(
                caller.id(),
                Viewer.of(caller).readsAll(),
                writesOwn,
                writesAll,
                writesOwn || writesAll || caller.may(WRITE_OWN_PROFILE));
    }
}
