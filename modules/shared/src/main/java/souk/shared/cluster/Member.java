package souk.shared.cluster;

/**
 * A running instance of a service.
 *
 * @param nodeId names its event bus; another one after each start
 * @param host where its HTTP listeners are
 * @param httpPort the REST API, 0 as long as it does not listen
 * @param managementPort health and metrics
 */
public record Member(String nodeId, String service, String instance, String host, int httpPort, int managementPort) {}
