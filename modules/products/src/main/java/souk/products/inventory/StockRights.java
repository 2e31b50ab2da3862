package souk.products.inventory;

import static souk.shared.security.Permission.READ_STOCK;
import static souk.shared.security.Permission.WRITE_STOCK;

import souk.products.grant.Rights;
import souk.shared.security.Caller;

/**
 * What somebody brings along towards the stock of products.
 *
 * @param readsAll may read the stock of every product
 * @param writesAll may change the stock of every product
 */
record StockRights(Rights product, boolean readsAll, boolean writesAll) {

    /** Who writes all stock reads all of it too. */
    static StockRights of(Caller caller) {
        var writesAll = caller.may(WRITE_STOCK);
        return new StockRights(Rights.of(caller), writesAll || caller.may(READ_STOCK), writesAll);
    }
}
