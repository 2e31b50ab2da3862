package souk.local.bench.orders;

import java.util.Map;
import souk.local.bench.Server;
import souk.local.data.DataDirectory;
import souk.local.secret.Account;

/**
 * The running cluster.
 *
 * @param url of its gateways
 * @param ordersUrl of one instance of orders
 * @param manager somebody who may see all orders
 * @param pids of all its instances but the database, by their names
 */
public record OrdersSite(
        DataDirectory data, String url, String ordersUrl, Server server, Account manager, Map<String, Long> pids) {
    public OrdersSite {
        pids = Map.copyOf(pids);
    }
}
