package souk.shared.cluster;

import com.hazelcast.cluster.Cluster;
import com.hazelcast.cluster.InitialMembershipEvent;
import com.hazelcast.cluster.InitialMembershipListener;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** This process as a member of the cluster: knows the others, tells them about itself, notices when it is cut off. */
public final class ClusterNode implements Presence {

    private static final String NODE_ID = "__vertx.nodeId";

    private final Directory directory;
    private final Heartbeats heartbeats;
    private final SelfCheck selfCheck;

    private ClusterNode(Directory directory, Heartbeats heartbeats, SelfCheck selfCheck) {
        this.directory = directory;
        this.heartbeats = heartbeats;
        this.selfCheck = selfCheck;
        directory.checkedBy(selfCheck::isConnected);
    }

    /**
     * @param self without its node id
     * @param cutOff called when this node has been cut off from the others for 15 s and had better start anew
     */
    public static Future<ClusterNode> join(Vertx vertx, HazelcastInstance hazelcast, Member self, Runnable cutOff) {
        var cluster = hazelcast.getCluster();
        var nodeId = cluster.getLocalMember().getAttribute(NODE_ID);
        var directory = new Directory(nodeId, System::nanoTime);
        cluster.addMembershipListener(new Membership(cluster, directory));
        var node = new ClusterNode(
                directory,
                new Heartbeats(vertx, directory, self.known(nodeId)),
                new SelfCheck(
                        vertx,
                        directory,
                        hazelcast.getLifecycleService()::isRunning,
                        SelfCheck.Limits.STANDARD,
                        cutOff));
        return node.selfCheck
                .start()
                .compose(checking -> node.heartbeats.start())
                .map(node);
    }

    public Directory directory() {
        return directory;
    }

    public boolean isConnected() {
        return selfCheck.isConnected();
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
    private record Membership(Cluster cluster, Directory directory) implements InitialMembershipListener {

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
            directory.membership(cluster.getMembers().stream()
                    .map(member -> member.getAttribute(NODE_ID))
                    .filter(Objects::nonNull)
                    .toList());
        }
    }
}
