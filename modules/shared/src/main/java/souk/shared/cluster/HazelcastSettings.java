package souk.shared.cluster;

import com.hazelcast.config.Config;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import souk.shared.config.NodeConfig;

/** {@code cluster.xml}, completed from the environment: names, addresses and seeds. */
public final class HazelcastSettings {

    private HazelcastSettings() {}

    public static Config from(NodeConfig node) {
        var cluster = node.cluster();
        var config = ConfigUtil.loadConfig();
        config.setClusterName(cluster.name());
        config.setInstanceName(node.instance() + '@' + cluster.name());
        config.getMemberAttributeConfig()
                .setAttribute("souk.service", node.service())
                .setAttribute("souk.instance", node.instance());
        var network =
                config.getNetworkConfig().setPort(cluster.listener().port()).setPortAutoIncrement(false);
        network.getInterfaces()
                .setEnabled(true)
                .clear()
                .addInterface(cluster.listener().host());
        network.getJoin().getTcpIpConfig().setEnabled(true).setMembers(cluster.seeds());
        return config;
    }
}
