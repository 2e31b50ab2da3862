package souk.gateway;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import souk.gateway.handover.SharedPort;
import souk.shared.cluster.Member;
import souk.shared.runtime.ServiceContext;

/** How gateways leave: this one, so that its clients go on at another one, and those beside it. */
final class Departure {

    private final Context context;
    private final ServiceContext service;
    private final FrontDoor door;
    private final SharedPort port;
    private final Set<String> gateways = new HashSet<>();
    private boolean leaving;

    Departure(Vertx vertx, ServiceContext service, FrontDoor door) {
        this.context = vertx.getOrCreateContext();
        this.service = service;
        this.door = door;
        this.port = new SharedPort(vertx, service.node().http().host());
    }

    /** Looks from now on at who comes and goes, on the event loop of the gateway. */
    void watch() {
        service.directory().onChange(() -> context.runOnContext(now -> look()));
    }

    /** To be told of each new connection. */
    void accepted(HttpConnection connection) {
        port.accepted(connection);
    }

    private void look() {
        var present = nodeIds(service.directory().members());
        var remaining = nodeIds(service.directory().remaining(service.node().service()));
        var self = service.directory().ownNodeId();
        if (!leaving && present.contains(self) && !remaining.contains(self)) {
            leaving = true;
            door.leave();
            handOver();
        }
        if (!present.containsAll(gateways)) {
            port.oneIsGone();
        }
        gateways.clear();
        gateways.addAll(present);
    }

    private void handOver() {
        if (service.node().reusePort()) {
            service.directory().members().stream()
                    .filter(member -> member.nodeId().equals(service.directory().ownNodeId()))
                    .forEach(self -> port.handOver(self.httpPort()));
        }
    }

    private Set<String> nodeIds(List<Member> members) {
        return members.stream()
                .filter(member -> member.serves(service.node().service()))
                .map(Member::nodeId)
                .collect(Collectors.toSet());
    }
}
