package souk.shared.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastRegistrationInfo;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Keeps the list of who listens where as it ought to be. After sudden deaths and merges it may name nodes that are no
 * more, to which messages then go for nothing, and it may have lost some that are there, which then hear nothing. The
 * oldest member removes the former and, should it not, any other later; each node restores its own.
 */
final class Registrations {

    static final String SUBSCRIPTIONS = "__vertx.subs";
    static final String NODES = "__vertx.nodeInfo";

    private static final Logger LOG = LogManager.getLogger(Registrations.class);
    private static final int TURN = 3;

    private final Vertx vertx;
    private final RememberingCluster manager;
    private final HazelcastInstance hazelcast;
    private final Limits limits;
    private final Map<String, Long> strangersSince = new HashMap<>();
    private final Counter removed;
    private final Counter restored;
    private Set<Missing> missingBefore = Set.of();
    private volatile int stale;

    /**
     * @param interval between two looks
     * @param patience how long a node must have been no member before what it left behind is removed
     */
    record Limits(Duration interval, Duration patience) {

        static final Limits STANDARD = new Limits(Duration.ofSeconds(3), Duration.ofSeconds(10));
    }

    private record Missing(String address, RegistrationInfo registration) {}

    Registrations(Vertx vertx, RememberingCluster manager, MeterRegistry meters, Limits limits) {
        this.vertx = vertx;
        this.manager = manager;
        this.hazelcast = manager.getHazelcastInstance();
        this.limits = limits;
        this.removed = meters.counter("souk.cluster.registrations.removed");
        this.restored = meters.counter("souk.cluster.registrations.restored");
        Gauge.builder("souk.cluster.registrations.stale", () -> stale).register(meters);
    }

    /** Until this process has left the cluster. */
    void start() {
        vertx.setTimer(limits.interval.toMillis(), due -> {
            if (hazelcast.getLifecycleService().isRunning()) {
                lookAndGoOn();
            }
        });
    }

    private void lookAndGoOn() {
        vertx.executeBlocking(this::look, false)
                .onFailure(failure -> LOG.warn("event=registrations-not-seen reason=\"{}\"", failure.toString()))
                .onComplete(looked -> start());
    }

    /** For the report of this node. */
    Map<String, Object> report() {
        return Map.of(
                "own",
                manager.own().values().stream().mapToInt(Set::size).sum(),
                "stale",
                stale,
                "removed",
                (long) removed.count(),
                "restored",
                (long) restored.count());
    }

    private Future<Void> look() {
        var subscriptions = hazelcast.<String, HazelcastRegistrationInfo>getMultiMap(SUBSCRIPTIONS);
        var entries = subscriptions.entrySet();
        var nodes = hazelcast.<String, Object>getMap(NODES);
        var members = members();
        var strangers = strangers(entries, nodes.keySet(), members);
        var left = entries.stream()
                .filter(entry -> strangers.contains(entry.getValue().unwrap().nodeId()))
                .toList();
        stale = left.size();
        var condemned = condemned(strangers, members.indexOf(manager.getNodeId()) == 0);
        left.stream()
                .filter(entry -> condemned.contains(entry.getValue().unwrap().nodeId()))
                .filter(entry -> subscriptions.remove(entry.getKey(), entry.getValue()))
                .forEach(entry -> removed.increment());
        condemned.forEach(nodes::delete);
        if (!condemned.isEmpty()) {
            LOG.warn("event=stale-registrations-removed nodes={}", condemned);
        }
        restoreOwn(entries, nodes.containsKey(manager.getNodeId()));
        return Future.succeededFuture();
    }

    /** The oldest first. */
    private List<String> members() {
        return hazelcast.getCluster().getMembers().stream()
                .map(member -> member.getAttribute(ClusterNode.NODE_ID))
                .filter(Objects::nonNull)
                .toList();
    }

    private Set<String> strangers(
            Collection<Map.Entry<String, HazelcastRegistrationInfo>> entries, Set<String> nodes, List<String> members) {
        var strangers = entries.stream()
                .map(entry -> entry.getValue().unwrap().nodeId())
                .collect(Collectors.toSet());
        strangers.addAll(nodes);
        strangers.removeAll(members);
        strangersSince.keySet().retainAll(strangers);
        strangers.forEach(nodeId -> strangersSince.putIfAbsent(nodeId, System.nanoTime()));
        return strangers;
    }

    private Set<String> condemned(Set<String> strangers, boolean oldest) {
        var patience = limits.patience.multipliedBy(oldest ? 1 : TURN).toNanos();
        return strangers.stream()
                .filter(nodeId -> System.nanoTime() - strangersSince.get(nodeId) > patience)
                .collect(Collectors.toSet());
    }

    /** What is missing at two looks, one after the other; at one it may be on its way. */
    private void restoreOwn(Collection<Map.Entry<String, HazelcastRegistrationInfo>> entries, boolean known) {
        var there = new HashSet<Missing>();
        entries.forEach(
                entry -> there.add(new Missing(entry.getKey(), entry.getValue().unwrap())));
        var missing = new HashSet<Missing>();
        manager.own()
                .forEach((address, registrations) ->
                        registrations.forEach(registration -> missing.add(new Missing(address, registration))));
        missing.removeAll(there);
        for (var one : missing) {
            if (missingBefore.contains(one) && manager.isOwn(one.address, one.registration)) {
                manager.restore(one.address, one.registration);
                restored.increment();
                LOG.warn("event=registration-restored address={}", one.address);
            }
        }
        missingBefore = missing;
        if (!known && manager.getNodeInfo() != null) {
            manager.setNodeInfo(manager.getNodeInfo(), (done, failure) -> {});
            LOG.warn("event=node-restored");
        }
    }
}
