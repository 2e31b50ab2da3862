package souk.local.cluster;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where an instance listens on loopback. The HTTP port of gateways is shared by all of them. */
public record InstancePorts(int http, int management, int cluster, int bus) {
    Map<String, Integer> byName() {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put("http", http);
        ports.put("management", management);
        ports.put("cluster", cluster);
        ports.put("bus", bus);
        return ports;
    }

    String clusterAddress() {
        return "127.0.0.1:" + cluster;
    }
}
