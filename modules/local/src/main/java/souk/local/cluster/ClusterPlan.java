package souk.local.cluster;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import souk.local.data.DataDirectory;
import souk.local.process.LaunchSpec;
import souk.local.process.Signal;
import souk.local.process.Spawner;

/** Which instances make up the cluster, and how each is started. */
final class ClusterPlan {
    /** Instances started by hand are numbered from here on. */
    private static final int FIRST_GUEST = 10;
    /** Longer than a service itself bears one step of its start. */
    private static final Duration START_WITHIN = Duration.ofSeconds(180);

    private final DataDirectory data;
    private final PortBook ports;
    private final ServiceEnvironment environment;
    private final int publicPort;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ServiceJvm jvm = ServiceJvm.ours();
    private final Map<String, InstancePorts> portsByInstance = new LinkedHashMap<>();
    private final Map<String, ServiceKind> serviceByInstance = new LinkedHashMap<>();
    private final Map<ServiceKind, ClassArchive> archives = new EnumMap<>(ServiceKind.class);
    private final Map<ServiceKind, Integer> guests = new EnumMap<>(ServiceKind.class);

    ClusterPlan(DataDirectory data, PortBook ports, ServiceEnvironment environment, int replicas, int publicPort) {
        this.data = data;
        this.ports = ports;
        this.environment = environment;
        this.publicPort = publicPort;
        for (var service : ServiceKind.values()) {
            for (int number = 1; number <= replicas; number++) {
                portsByInstance.put(service.instance(number), keptPorts(service, service.instance(number)));
                serviceByInstance.put(service.instance(number), service);
            }
        }
    }

    /** @param project the directory with the built modules */
    List<InstanceSpec> specs(Path project) {
        var specs = new ArrayList<InstanceSpec>();
        takeBuilt(project).forEach((service, jar) -> archives.put(service, new ClassArchive(data, service, jar, jvm)));
        serviceByInstance.forEach((instance, service) ->
                specs.add(spec(instance, service, portsByInstance.get(instance), environmentOf(instance))));
        return specs;
    }

    /** What was built meanwhile is run from the next start on. Fails when a service is not built. */
    Map<ServiceKind, Path> takeBuilt(Path project) {
        var copies = new JarCopies(data);
        var jars = new EnumMap<ServiceKind, Path>(ServiceKind.class);
        for (var service : ServiceKind.values()) {
            jars.put(service, copies.of(project.resolve(service.jar())));
        }
        return jars;
    }

    /** One more instance, for as long as the only one of its service is away. */
    synchronized InstanceSpec standIn(ServiceKind service) {
        var name = service.id() + "-stand-in";
        var itsPorts = keptPorts(service, name);
        return spec(name, service, itsPorts, environment.of(service, name, itsPorts, members()));
    }

    /** Makes what the next start will be quicker with, one after the other. */
    CompletableFuture<Void> makeArchives(Spawner spawner) {
        var made = CompletableFuture.<Void>completedFuture(null);
        for (var archive : archives.values()) {
            made = made.thenCompose(before -> archive.make(spawner));
        }
        return made;
    }

    /** For a running instance its own environment, for a service's name that of one more instance. */
    synchronized Map<String, String> environmentOf(String instance) {
        return environment.of(serviceByInstance.get(instance), instance, portsByInstance.get(instance), members());
    }

    synchronized Map<String, String> guestEnvironment(ServiceKind service) {
        var number = guests.merge(service, FIRST_GUEST, (last, first) -> last + 1);
        var guest = new InstancePorts(ports.free(), ports.free(), ports.free(), ports.free());
        return environment.of(service, service.instance(number), guest, members());
    }

    boolean has(String instance) {
        return serviceByInstance.containsKey(instance);
    }

    private InstanceSpec spec(
            String instance, ServiceKind service, InstancePorts itsPorts, Map<String, String> itsEnvironment) {
        var command = archives.get(service);
        var isFirst = instance.equals(service.instance(1));
        return new InstanceSpec(
                instance,
                service.id(),
                itsPorts.byName(),
                () -> new LaunchSpec(
                        List.of(), command.start(isFirst), itsEnvironment, data.log(instance), Signal.KILL),
                new HttpReadiness(http, itsPorts.management()),
                Signal.TERM,
                START_WITHIN);
    }

    private InstancePorts keptPorts(ServiceKind service, String instance) {
        return new InstancePorts(
                service == ServiceKind.GATEWAY ? publicPort : ports.portFor(instance + ".http"),
                ports.portFor(instance + ".management"),
                ports.portFor(instance + ".cluster"),
                ports.portFor(instance + ".bus"));
    }

    private String members() {
        return portsByInstance.values().stream()
                .map(InstancePorts::clusterAddress)
                .collect(Collectors.joining(","));
    }
}
