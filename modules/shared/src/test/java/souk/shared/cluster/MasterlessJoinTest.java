package souk.shared.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hazelcast.config.Config;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.instance.impl.HazelcastInstanceImpl;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

class MasterlessJoinTest {

    private final AtomicInteger cures = new AtomicInteger();

    @Test
    void noticesThatAMemberForgotItsMasterAsItJoined() throws IOException {
        var listener = new ListenerConfig(new MasterlessJoin(cures::incrementAndGet));
        var hazelcast = Hazelcast.newHazelcastInstance(config().addListenerConfig(listener));
        try {
            var member = ((HazelcastInstanceProxy) hazelcast).getOriginal();
            joined(member);
            assertThat(cures).hasValue(0);

            forgetMaster(member);
            joined(member);
            assertThat(cures).hasValue(1);
        } finally {
            hazelcast.getLifecycleService().terminate();
        }
    }

    /** As at the end of a join, the listener's work included. */
    private static void joined(HazelcastInstanceImpl member) {
        var told = new AtomicInteger();
        var life = member.getLifecycleService();
        life.addLifecycleListener(event -> told.incrementAndGet());
        life.fireLifecycleEvent(LifecycleState.STARTED);
        await().untilAtomic(told, Matchers.greaterThan(0));
    }

    /** What Hazelcast does itself when it is let in while it gives up looking; its warning says the opposite. */
    private static void forgetMaster(HazelcastInstanceImpl member) {
        var cluster = member.node.getClusterService();
        assertThat(cluster.isJoined()).isTrue();
        cluster.setMasterAddressToJoin(null);
        assertThat(cluster.getMasterAddress()).isNull();
    }

    private static Config config() throws IOException {
        try (var free = new ServerSocket(0)) {
            var config = ConfigUtil.loadConfig().setClusterName("masterless-" + free.getLocalPort());
            config.getNetworkConfig().setPort(free.getLocalPort());
            config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
            return config;
        }
    }
}
