package souk.shared.runtime;

import com.hazelcast.config.ListenerConfig;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.launcher.application.ExitCodes;
import io.vertx.launcher.application.HookContext;
import io.vertx.launcher.application.VertxApplication;
import io.vertx.launcher.application.VertxApplicationHooks;
import io.vertx.micrometer.MicrometerMetricsFactory;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.cluster.BusTls;
import souk.shared.cluster.HazelcastSettings;
import souk.shared.cluster.MasterlessJoin;
import souk.shared.cluster.RememberingCluster;
import souk.shared.config.EffectiveSettings;
import souk.shared.config.NodeConfig;

/** The life of one service process, as the hooks of Vert.x's launcher see it. */
final class ServiceApplication extends VertxApplication implements VertxApplicationHooks {

    private static final Logger LOG = LogManager.getLogger(ServiceApplication.class);
    private static final int WORKERS = 4;

    private final NodeConfig node;
    private final Function<ServiceContext, ? extends Deployable> service;
    private final Metrics metrics = new Metrics();
    private final Lifecycle lifecycle;
    private final Ending ending;
    private final Management management;
    private RememberingCluster clusterManager;
    private NodeVerticle verticle;

    ServiceApplication(
            String[] args,
            NodeConfig node,
            EffectiveSettings settings,
            Function<ServiceContext, ? extends Deployable> service) {
        super(args, null, false, true);
        this.node = node;
        this.service = service;
        this.ending = new Ending(node);
        this.lifecycle = new Lifecycle(
                new StartWatch(Duration.ofMillis(node.startStepMillis()), ending::startStuck, System::nanoTime)
                        .begin("joining the cluster"));
        this.management = Management.listen(node.management(), lifecycle, metrics, settings);
    }

    @Override
    public VertxBuilder createVertxBuilder(VertxOptions options) {
        options.setEventLoopPoolSize(node.eventLoops())
                .setWorkerPoolSize(WORKERS)
                .setPreferNativeTransport(true)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false))
                .setEventBusOptions(BusTls.options(node.bus()))
                .setMetricsOptions(Metrics.options());
        var hazelcast = HazelcastSettings.from(node);
        hazelcast.addListenerConfig(new ListenerConfig(new MasterlessJoin(ending::masterless)));
        clusterManager = new RememberingCluster(hazelcast);
        return Vertx.builder()
                .with(options)
                .withClusterManager(clusterManager)
                .withMetrics(new MicrometerMetricsFactory(metrics.registry()));
    }

    @Override
    public Supplier<? extends Deployable> verticleSupplier() {
        return () -> verticle;
    }

    @Override
    public void afterVertxStarted(HookContext context) {
        context.vertx().exceptionHandler(ending::uncaught);
    }

    @Override
    public void beforeDeployingVerticle(HookContext context) {
        context.deploymentOptions().setInstances(1);
        verticle = new NodeVerticle(node, clusterManager, management.port(), metrics, lifecycle, service, ending);
    }

    @Override
    public void afterVerticleDeployed(HookContext context) {
        LOG.info("event=ready instance={} upMillis={}", node.instance(), Lifecycle.upMillis());
    }

    @Override
    public void afterFailureToStartVertx(HookContext context, Throwable failure) {
        ending.failed(ExitCodes.VERTX_INITIALIZATION, "cannot join the cluster", failure);
    }

    @Override
    public void afterFailureToDeployVerticle(HookContext context, Throwable failure) {
        ending.failed(ExitCodes.VERTX_DEPLOYMENT, "cannot start", failure);
    }

    @Override
    public void beforeStoppingVertx(HookContext context) {
        lifecycle.stopping();
        ending.inOrder(verticle);
    }

    @Override
    public void afterVertxStopped(HookContext context) {
        ending.now(management);
    }

    @Override
    public void afterFailureToStopVertx(HookContext context, Throwable failure) {
        LOG.warn("event=stop-failed what=vertx", failure);
        ending.now(management);
    }
}
