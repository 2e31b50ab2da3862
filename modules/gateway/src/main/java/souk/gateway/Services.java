package souk.gateway;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import souk.gateway.forwarding.Forwarder;
import souk.gateway.forwarding.Reply;
import souk.gateway.routing.Route;
import souk.gateway.shedding.LoadShedding;
import souk.gateway.shedding.Rank;

/** The services behind the gateway, as far as there is room in them; see {@link Forwarder} for what each call does. */
final class Services {

    private final Forwarder forwarder;
    private final LoadShedding shedding;

    Services(Forwarder forwarder, LoadShedding shedding) {
        this.forwarder = forwarder;
        this.shedding = shedding;
    }

    Future<Reply> forward(Visit visit, Route route, Buffer body) {
        var request = visit.request();
        return admit(visit, route, () -> forwarder.forward(request, route, body, visit.trace(), visit.deadline()));
    }

    Future<Reply> fetch(Visit visit, Route route, String uri) {
        return admit(visit, route, () -> forwarder.fetch(route, uri, visit.request(), visit.trace(), visit.deadline()));
    }

    Future<Reply> upload(Visit visit, Route route) {
        return admit(visit, route, () -> forwarder.upload(visit.request(), route, visit.trace()));
    }

    private Future<Reply> admit(Visit visit, Route route, Supplier<Future<Reply>> sending) {
        var request = visit.request();
        return shedding.admit(route, Rank.of(request.method(), request.path()), sending);
    }
}
