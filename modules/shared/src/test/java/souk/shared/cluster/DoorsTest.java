package souk.shared.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a connection tells about a process that is not heard any more. */
class DoorsTest {

    private final Vertx vertx = Vertx.vertx();
    private final Doors doors = new Doors(vertx);

    @AfterEach
    void close() {
        TestCluster.await(vertx.close());
    }

    @Test
    void aProcessIsDeadWhenItsMachineRefusesAndOnlyThen() throws IOException {
        try (var frozen = new ServerSocket(0)) {
            doors.remember("frozen", "127.0.0.1", frozen.getLocalPort());
            assertThat(TestCluster.await(doors.isClosed("frozen"))).isFalse();
        }
        assertThat(TestCluster.await(doors.isClosed("frozen"))).as("by now").isTrue();
    }

    @Test
    void nothingIsKnownOfAMachineThatCannotBeFoundOrWasNeverSeen() {
        doors.remember("lost", "no-such-host.invalid", 5701);

        assertThat(TestCluster.await(doors.isClosed("lost"))).isFalse();
        assertThat(TestCluster.await(doors.isClosed("stranger"))).isFalse();
    }
}
