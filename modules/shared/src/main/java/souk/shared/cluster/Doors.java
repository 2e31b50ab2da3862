package souk.shared.cluster;

import com.hazelcast.cluster.Member;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where members of the cluster can be knocked at, those that have gone as well. */
final class Doors {

    private static final int CONNECT_MILLIS = 900;
    private static final int REMEMBERED = 1_000;

    private final NetClient client;
    private final Map<String, InetSocketAddress> addresses = new ConcurrentHashMap<>();

    Doors(Vertx vertx) {
        client = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout(CONNECT_MILLIS).setReconnectAttempts(0));
    }

    void remember(Collection<Member> members) {
        for (var member : members) {
            var nodeId = member.getAttribute(ClusterNode.NODE_ID);
            if (nodeId != null) {
                remember(
                        nodeId,
                        member.getAddress().getHost(),
                        member.getAddress().getPort());
            }
        }
    }

    void remember(String nodeId, String host, int port) {
        if (addresses.size() > REMEMBERED) {
            addresses.clear();
        }
        addresses.put(nodeId, InetSocketAddress.createUnresolved(host, port));
    }

    /**
     * Whether the machine says that nothing listens there, so that the process is no more. A machine that says nothing, or
     * cannot be reached, says nothing about the process. Never fails.
     */
    Future<Boolean> isClosed(String nodeId) {
        var address = addresses.get(nodeId);
        if (address == null) {
            return Future.succeededFuture(false);
        }
        return client.connect(address.getPort(), address.getHostString())
                .compose(open -> open.close().map(false))
                .otherwise(failure ->
                        failure instanceof ConnectException && !(failure instanceof ConnectTimeoutException));
    }
}
