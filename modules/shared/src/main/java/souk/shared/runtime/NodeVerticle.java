package souk.shared.runtime;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.Function;
import souk.shared.bus.Bus;
import souk.shared.cluster.ClusterNode;
import souk.shared.cluster.Member;
import souk.shared.cluster.NodeState;
import souk.shared.cluster.RememberingCluster;
import souk.shared.config.NodeConfig;
import souk.shared.security.CallerSeal;

/** Makes the process a member of the cluster, gives it a bus, and deploys the service on top. */
final class NodeVerticle extends VerticleBase {

    private final NodeConfig node;
    private final RememberingCluster manager;
    private final int managementPort;
    private final Metrics metrics;
    private final Lifecycle lifecycle;
    private final Function<ServiceContext, ? extends Deployable> service;
    private final Ending ending;
    private ClusterNode cluster;
    private ServiceContext context;

    NodeVerticle(
            NodeConfig node,
            RememberingCluster manager,
            int managementPort,
            Metrics metrics,
            Lifecycle lifecycle,
            Function<ServiceContext, ? extends Deployable> service,
            Ending ending) {
        this.node = node;
        this.manager = manager;
        this.managementPort = managementPort;
        this.metrics = metrics;
        this.lifecycle = lifecycle;
        this.service = service;
        this.ending = ending;
    }

    @Override
    public Future<?> start() {
        var self = new Member("", node.service(), node.instance(), node.http().host(), 0, managementPort);
        lifecycle.start().enter("registering at the bus");
        return ClusterNode.join(new ClusterNode.Means(vertx, manager, metrics.registry()), self, ending::cutOff)
                .onSuccess(this::equip)
                .compose(joined -> new NodeReporting(vertx, manager.getHazelcastInstance(), lifecycle, context).serve())
                .compose(reporting -> context.followSettings())
                .compose(following -> {
                    lifecycle.start().enter("the service's own start");
                    return vertx.deployVerticle(service.apply(context));
                })
                .onSuccess(deployed -> ready());
    }

    private void equip(ClusterNode joined) {
        cluster = joined;
        var seal = CallerSeal.of(node.cluster().key());
        var bus = Bus.clustered(vertx, joined.directory(), seal, metrics.registry(), node.resilience());
        context = new ServiceContext(vertx, node, bus, joined.directory(), metrics.registry(), progress(joined));
        context.report("registrations", joined::registrations);
        new LogLevels(context.live()).follow();
        lifecycle.beat(vertx);
    }

    private ServiceContext.Progress progress(ClusterNode joined) {
        return new ServiceContext.Progress() {

            @Override
            public void entered(String step) {
                lifecycle.start().enter(step);
            }

            @Override
            public void listens(int port) {
                joined.listens(port);
            }

            @Override
            public void serves(String another) {
                joined.serves(another);
            }
        };
    }

    private void ready() {
        lifecycle.started(context.health(), cluster::isConnected);
        cluster.announce(NodeState.READY);
        metrics.bindJvm();
    }

    /** Asks the others to send nothing more. */
    void announceLeaving() {
        if (cluster != null) {
            cluster.announce(NodeState.DRAINING);
        }
    }

    /** On the event loop that the service runs on. */
    Future<Void> stopService() {
        return context == null
                ? Future.succeededFuture()
                : Future.future(stopped ->
                        super.context.runOnContext(now -> context.stop().onComplete(stopped)));
    }
}
