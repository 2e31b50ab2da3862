package souk.shared.cluster;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A running instance of a service.
 *
 * @param nodeId names its event bus; another one after each start
 * @param host where its HTTP listeners are
 * @param httpPort the REST API, 0 as long as it does not listen
 * @param managementPort health and metrics
 * @param services whose operations and routes it answers, its own service first; from an older node that one alone
 */
public record Member(
        String nodeId,
        String service,
        String instance,
        String host,
        int httpPort,
        int managementPort,
        List<String> services) {

    @JsonCreator
    public Member {
        services = services == null || services.isEmpty() ? List.of(service) : List.copyOf(services);
    }

    /** One that answers for its own service and no other. */
    public Member(String nodeId, String service, String instance, String host, int httpPort, int managementPort) {
        this(nodeId, service, instance, host, httpPort, managementPort, null);
    }

    public boolean serves(String name) {
        return services.contains(name);
    }

    Member known(String asNodeId) {
        return new Member(asNodeId, service, instance, host, httpPort, managementPort, services);
    }

    Member listening(int port) {
        return new Member(nodeId, service, instance, host, port, managementPort, services);
    }

    Member serving(String another) {
        var more =
                Stream.concat(services.stream(), Stream.of(another)).distinct().toList();
        return new Member(nodeId, service, instance, host, httpPort, managementPort, more);
    }
}
