package souk.gateway.discovery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;

/**
 * What a gateway does before it listens: it waits until it has heard of somebody ready for every service. One that is
 * started again beside others shares their port from its first moment, and would turn its share of the clients away.
 */
public final class Introduction {

    private static final long LOOK_AGAIN_MILLIS = 25;

    private final Vertx vertx;
    private final Roster roster;
    private final Set<String> services;

    public Introduction(Vertx vertx, Roster roster, Set<String> services) {
        this.vertx = vertx;
        this.roster = roster;
        this.services = Set.copyOf(services);
    }

    /** Never fails: when the patience is over, whoever asks for a service that is not there is told so. */
    public Future<Void> await(Duration patience) {
        if (isComplete()) {
            return Future.succeededFuture();
        }
        var introduced = Promise.<Void>promise();
        var end = System.nanoTime() + patience.toNanos();
        vertx.setPeriodic(LOOK_AGAIN_MILLIS, timer -> {
            if (isComplete() || System.nanoTime() - end >= 0) {
                vertx.cancelTimer(timer);
                introduced.complete();
            }
        });
        return introduced.future();
    }

    private boolean isComplete() {
        return services.stream().noneMatch(service -> roster.ready(service).isEmpty());
    }
}
