package souk.products.stock;

import souk.products.grant.Viewer;
import souk.shared.contract.ReserveStock;

/**
 * A request for stock.
 *
 * @param viewer as whom: what this one may not see, the request does not find
 */
record Asking(ReserveStock request, Viewer viewer) {}
