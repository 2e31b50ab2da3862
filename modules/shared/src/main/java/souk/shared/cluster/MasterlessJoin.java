package souk.shared.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.core.LifecycleEvent;
import com.hazelcast.core.LifecycleListener;
import com.hazelcast.instance.impl.HazelcastInstanceImpl;

/**
 * Notices a member that has joined a cluster and does not know its master. Hazelcast 5.7 gives up looking for a master
 * after {@code connection-timeout-seconds} and forgets whom it has asked; if it is let in at that very moment, it
 * forgets the master it has. From then on it listens to nobody: every operation waits, after 20 s it believes that all
 * others are dead, and it goes on alone until the clusters merge. The only cure is to start anew.
 */
public final class MasterlessJoin implements LifecycleListener, HazelcastInstanceAware {

    private final Runnable cure;
    private HazelcastInstance hazelcast;

    /** @param cure called on a thread of Hazelcast when this member is in that state */
    public MasterlessJoin(Runnable cure) {
        this.cure = cure;
    }

    @Override
    public void setHazelcastInstance(HazelcastInstance instance) {
        hazelcast = instance;
    }

    @Override
    public void stateChanged(LifecycleEvent event) {
        switch (event.getState()) {
            case STARTED, MERGED -> cureIfMasterless();
            default -> {}
        }
    }

    private void cureIfMasterless() {
        if (hazelcast instanceof HazelcastInstanceImpl member) {
            var cluster = member.node.getClusterService();
            if (cluster.isJoined() && cluster.getMasterAddress() == null) {
                cure.run();
            }
        }
    }
}
