package souk.shared.cluster;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.InitialMembershipEvent;
import com.hazelcast.cluster.InitialMembershipListener;
import com.hazelcast.cluster.MembershipEvent;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** This process as a member of the cluster: knows the others, tells them about itself, notices when it is cut off. */
public final class ClusterNode implements Presence {

    static final String NODE_ID = "__vertx.nodeId";

    private static final long LOOK_MILLIS = 1_000;
    private static final Duration TOLERATED_LATENESS = Duration.ofMillis(500);

    private final Vertx vertx;
    private final Directory directory;
    private final Heartbeats heartbeats;
    private final SelfCheck selfCheck;
    private final Majority majority;
    private final Registrations registrations;
    private long lookDue;

    /** What the node is made of. */
    public record Means(Vertx vertx, RememberingCluster manager, MeterRegistry meters) {

        Cluster cluster() {
            return manager.getHazelcastInstance().getCluster();
        }
    }

    private ClusterNode(Means means, Member self, Registrations.Limits limits, Runnable cutOff) {
        vertx = means.vertx();
        directory = new Directory(means.manager().getNodeId(), System::nanoTime);
        heartbeats = new Heartbeats(vertx, directory, self.known(directory.ownNodeId()));
        var lifecycle = means.manager().getHazelcastInstance().getLifecycleService();
        selfCheck = new SelfCheck(vertx, directory, lifecycle::isRunning, SelfCheck.Limits.STANDARD, cutOff);
        var doors = new Doors(vertx);
        majority = new Majority(directory, doors::isClosed, System::nanoTime);
        registrations = new Registrations(vertx, means.manager(), means.meters(), limits);
        directory.checkedBy(this::isConnected);
        means.cluster().addMembershipListener(new Membership(means.cluster(), directory, doors));
        Gauge.builder("souk.cluster.connected", () -> isConnected() ? 1 : 0).register(means.meters());
        Gauge.builder("souk.cluster.settled", majority::settled).register(means.meters());
        Gauge.builder("souk.cluster.members", () -> directory.present().size()).register(means.meters());
    }

    /**
     * @param self without its node id
     * @param cutOff called when this node has been cut off from the others for 30 s and had better start anew
     */
    public static Future<ClusterNode> join(Means means, Member self, Runnable cutOff) {
        return join(means, self, Registrations.Limits.STANDARD, cutOff);
    }

    static Future<ClusterNode> join(Means means, Member self, Registrations.Limits limits, Runnable cutOff) {
        var node = new ClusterNode(means, self, limits, cutOff);
        return node.selfCheck
                .start()
                .compose(checking -> node.heartbeats.start())
                .onSuccess(beating -> {
                    node.registrations.start();
                    node.watchTheMajority();
                })
                .map(node);
    }

    /** Not after this node itself has slept: then nobody is silent but it. */
    private void watchTheMajority() {
        lookDue = System.nanoTime() + Duration.ofMillis(LOOK_MILLIS).toNanos();
        vertx.setTimer(LOOK_MILLIS, due -> {
            if (System.nanoTime() - lookDue < TOLERATED_LATENESS.toNanos()) {
                majority.look();
            }
            watchTheMajority();
        });
    }

    public Directory directory() {
        return directory;
    }

    /** Whether it takes part in the conversation, and with more than the smaller side of a partition. */
    public boolean isConnected() {
        return selfCheck.isConnected() && !majority.isLost();
    }

    /** How the list of who listens where is, for the report of this node. */
    public Map<String, Object> registrations() {
        return registrations.report();
    }

    /** Told to all others at once. */
    public void announce(NodeState state) {
        heartbeats.announce(UnaryOperator.identity(), state);
    }

    @Override
    public void listens(int port) {
        heartbeats.announce(self -> self.listening(port), heartbeats.state());
    }

    @Override
    public void serves(String service) {
        heartbeats.announce(self -> self.serving(service), heartbeats.state());
    }

    /** Takes the whole member list at each event, because after a merge the events of one node may cross. */
    private record Membership(Cluster cluster, Directory directory, Doors doors) implements InitialMembershipListener {

        @Override
        public void init(InitialMembershipEvent event) {
            refresh();
        }

        @Override
        public void memberAdded(MembershipEvent event) {
            refresh();
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            refresh();
        }

        private void refresh() {
            doors.remember(cluster.getMembers());
            directory.membership(cluster.getMembers().stream()
                    .map(member -> member.getAttribute(NODE_ID))
                    .filter(Objects::nonNull)
                    .toList());
        }
    }
}
