package souk.local.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import souk.local.data.DataDirectory;
import souk.local.data.LocalFailure;
import souk.local.database.DatabaseSetup;
import souk.local.database.PostgresBinaries;
import souk.local.database.PostgresServer;
import souk.local.database.PostgresUser;
import souk.local.demo.DemoShop;
import souk.local.process.LogLimit;
import souk.local.process.ProcessRegister;
import souk.local.process.Signal;
import souk.local.process.Spawner;
import souk.local.secret.AccessFile;
import souk.local.secret.CertificateAuthority;
import souk.local.secret.Secrets;

/** PostgreSQL and all services on this machine, from first start to the end. */
public final class Cluster {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long LOG_BYTES = 20_000_000;
    private static final long LOG_CHECK_SECONDS = 10;

    private final DataDirectory data;
    private final Path project;
    private final Consumer<String> progress;
    private final Secrets secrets;
    private final Spawner spawner;
    private final Supervisor supervisor;
    private final PostgresServer postgres;
    private final ClusterPlan plan;
    private final String url;
    private final AtomicBoolean rolling = new AtomicBoolean();

    /** Blocks while it ends what an earlier supervisor left behind. @param progress told in a sentence what happens */
    public Cluster(DataDirectory data, ClusterOptions options, Path project, Consumer<String> progress) {
        this.data = data;
        this.project = project;
        this.progress = progress;
        var register = new ProcessRegister(data.processes());
        register.stopOrphans();
        var ports = PortBook.at(data.ports());
        var publicPort = publicPort(options, ports);
        this.url = "http://127.0.0.1:" + publicPort;
        this.secrets = new Secrets(data);
        this.spawner = new Spawner(register);
        this.supervisor = new Supervisor(spawner, progress);
        this.postgres = new PostgresServer(data, PostgresUser.forThisMachine(), ports.portFor(PostgresServer.NAME));
        var authority = new CertificateAuthority(data.certificates(), Clock.systemUTC());
        var environment = new ServiceEnvironment(secrets, authority, postgres.port(), data.searchIndexes());
        this.plan = new ClusterPlan(data, ports, environment, options.replicas(), publicPort);
    }

    private static int publicPort(ClusterOptions options, PortBook ports) {
        if (options.port() == 0) {
            return ports.portFor("public");
        }
        if (!PortBook.isFree(options.port())) {
            throw new LocalFailure("port " + options.port() + " is in use by another program: choose one with --port,"
                    + " or take any free one with --port 0");
        }
        return options.port();
    }

    /** Returns when all is ready. Fails with {@link LocalFailure}; what was started by then goes on until {@link #stop}. */
    public void start() {
        secrets.bootstrapFile();
        new LogLimit(data.logs(), 0).enforceOn(name -> !name.equals("supervisor.log"));
        supervisor.add(postgresSpec()).join();
        plan.specs(project).forEach(spec -> supervisor.add(spec).join());
        supervisor.every(LOG_CHECK_SECONDS, () -> new LogLimit(data.logs(), LOG_BYTES).enforceOn(name -> true));
        var gateways = supervisor.startAll(spec -> spec.service().equals(ServiceKind.GATEWAY.id()));
        startDatabase();
        var services = supervisor.startAll(spec -> true);
        await(services);
        await(gateways);
        new AccessFile(url, secrets.accounts()).writeTo(data);
        if (!Files.exists(data.demoShop())) {
            new DemoShop(url, secrets.account("catalog_manager"), secrets.account("seller")).loadOnce(data.demoShop());
            progress.accept("the demo shop is open");
        }
    }

    /** In the background; nothing waits for it. */
    public void prepareNextStart() {
        plan.makeArchives(spawner).exceptionally(trouble -> {
            progress.accept("the next start will not be quicker than this one: " + trouble);
            return null;
        });
    }

    /**
     * Starts instances anew without an interruption, from what has been built by now. Blocks until that is
     * done; fails with {@link LocalFailure} when one is not ready again, and when another rolling restart is under way.
     */
    public void roll(Roll roll, Consumer<String> told) {
        if (!rolling.compareAndSet(false, true)) {
            throw new LocalFailure("a rolling restart is under way already");
        }
        try {
            plan.takeBuilt(project);
            new RollingRestart(supervisor, plan, roll, told).run();
        } finally {
            rolling.set(false);
        }
        prepareNextStart();
    }

    /** Stops the gateways first, the database last. Idempotent. */
    public void stop() {
        supervisor.refuseStarts();
        supervisor
                .stopAll(spec -> spec.service().equals(ServiceKind.GATEWAY.id()))
                .join();
        supervisor.stopAll(spec -> !spec.name().equals(PostgresServer.NAME)).join();
        supervisor.stopAll(spec -> true).join();
    }

    public Supervisor supervisor() {
        return supervisor;
    }

    public String url() {
        return url;
    }

    /** Of a running instance its own environment; of a service that of one more instance. */
    public Map<String, String> environmentOf(String name) {
        if (plan.has(name)) {
            return plan.environmentOf(name);
        }
        return ServiceKind.named(name)
                .map(plan::guestEnvironment)
                .orElseThrow(() -> new LocalFailure("there is neither an instance nor a service " + name));
    }

    private void startDatabase() {
        if (postgres.isToBeUnpacked()) {
            progress.accept("unpacking PostgreSQL " + PostgresBinaries.VERSION + ", once for this user");
        }
        postgres.prepare(secrets.databasePasswordFile(PostgresServer.SUPERUSER));
        await(supervisor.start(PostgresServer.NAME));
        new DatabaseSetup(postgres, secrets::databasePassword).run();
    }

    private InstanceSpec postgresSpec() {
        return new InstanceSpec(
                PostgresServer.NAME,
                PostgresServer.NAME,
                Map.of("sql", postgres.port()),
                postgres::launch,
                pid -> CompletableFuture.supplyAsync(() -> postgres.isReady(pid)),
                Signal.INT,
                null);
    }

    private void await(CompletableFuture<Void> future) {
        try {
            future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LocalFailure failure ? failure : new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new LocalFailure("not ready after " + PATIENCE.toSeconds() + " s: " + notReady(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted while the cluster started", e);
        }
    }

    private String notReady() {
        return supervisor.status().join().stream()
                .filter(instance -> instance.state() != InstanceState.READY)
                .map(instance -> instance.name() + " (see " + data.log(instance.name()) + ")")
                .collect(Collectors.joining(", "));
    }
}
