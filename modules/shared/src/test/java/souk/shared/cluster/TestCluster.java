package souk.shared.cluster;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import souk.shared.bus.Bus;
import souk.shared.config.NodeConfig;
import souk.shared.config.Secret;
import souk.shared.security.CallerSeal;
import souk.testing.Certificates;

/** Real cluster members in this JVM, each with its own Vert.x, over real sockets with mutual TLS. */
public final class TestCluster implements AutoCloseable {

    public static final CallerSeal SEAL = new CallerSeal(new byte[32]);

    private static final int SECONDS = 60;
    private static final Registrations.Limits QUICK =
            new Registrations.Limits(Duration.ofMillis(300), Duration.ofMillis(900));

    private final Certificates certificates;
    private final List<Integer> ports = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();

    public record Node(Vertx vertx, RememberingCluster manager, ClusterNode cluster, Bus bus) {

        public String id() {
            return manager.getNodeId();
        }

        public Directory directory() {
            return cluster.directory();
        }
    }

    /** @param size how many members there will be at most */
    public TestCluster(Path directory, int size) {
        certificates = new Certificates(directory, "souk-test");
        for (var i = 0; i < size; i++) {
            ports.add(freePort());
        }
    }

    public Node start(String service) {
        return start(service, certificates.issue(service + nodes.size()));
    }

    public Node start(String service, Certificates.Identity identity) {
        var config = config(service, identity);
        var manager = new RememberingCluster(HazelcastSettings.from(config));
        var vertx = await(Vertx.builder()
                .with(new VertxOptions().setEventLoopPoolSize(1).setEventBusOptions(BusTls.options(config.bus())))
                .withClusterManager(manager)
                .buildClustered());
        var self = new Member("", service, config.instance(), "127.0.0.1", 0, 0);
        var meters = new SimpleMeterRegistry();
        var means = new ClusterNode.Means(vertx, manager, meters);
        var cluster = await(ClusterNode.join(means, self, QUICK, () -> {}));
        var bus = Bus.clustered(vertx, cluster.directory(), SEAL, meters, NodeConfig.Resilience.STANDARD);
        var node = new Node(vertx, manager, cluster, bus);
        nodes.add(node);
        return node;
    }

    public Certificates certificates() {
        return certificates;
    }

    private NodeConfig config(String service, Certificates.Identity identity) {
        var anyPort = new NodeConfig.Listener("127.0.0.1", 0);
        var own = new NodeConfig.Listener("127.0.0.1", ports.get(nodes.size()));
        return new NodeConfig(
                service,
                service + "-" + nodes.size(),
                anyPort,
                false,
                false,
                anyPort,
                new NodeConfig.Cluster(
                        "test-" + ports.get(0),
                        own,
                        ports.stream().map(port -> "127.0.0.1:" + port).toList(),
                        new Secret("")),
                new NodeConfig.BusTransport(anyPort, identity.key(), identity.certificate(), identity.authority()),
                new NodeConfig.Tokens("souk", "souk"),
                1,
                0,
                60_000,
                NodeConfig.Resilience.STANDARD,
                Map.of());
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.await(SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException late) {
            throw new AssertionError("nothing within " + SECONDS + " s", late);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }

    @Override
    public void close() {
        nodes.forEach(node -> {
            await(node.vertx().close());
        });
    }
}
