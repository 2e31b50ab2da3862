package souk.products.catalog;

import static souk.shared.security.Permission.READ_PRODUCTS;
import static souk.shared.security.Permission.WRITE_OWN_PRODUCTS;
import static souk.shared.security.Permission.WRITE_PRODUCTS;

import java.util.UUID;
import souk.shared.security.Caller;

/**
 * What somebody may see and change of the catalogue, in the form in which it goes into the WHERE of every statement.
 * Active products are visible to all; others to their seller and to those who read, or write, all products.
 */
record Rights(UUID caller, boolean readsAll, boolean writesOwn, boolean writesAll) {

    static Rights of(Caller caller) {
        var writesAll = caller.may(WRITE_PRODUCTS);
        return new Rights(
                caller.id(), writesAll || caller.may(READ_PRODUCTS), caller.may(WRITE_OWN_PRODUCTS), writesAll);
    }

    boolean isNobody() {
        return caller.equals(Caller.ANONYMOUS.id());
    }

    boolean mayWrite(Product product) {
        return writesAll || (writesOwn && product.sellerId().equals(caller));
    }
}
