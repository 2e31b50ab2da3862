package souk.local.bench.overload;

import java.util.List;
import souk.local.data.DataDirectory;

/**
 * The running cluster.
 *
 * @param url of its gateways
 * @param gateways their processes
 * @param others the processes of all other instances and of the database
 */
public record OverloadSite(DataDirectory data, String url, List<Long> gateways, List<Long> others) {
    public OverloadSite {
        gateways = List.copyOf(gateways);
        others = List.copyOf(others);
    }
}
