package souk.gateway.shedding;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import souk.gateway.forwarding.NoRoom;
import souk.gateway.forwarding.Reply;
import souk.gateway.routing.Route;
import souk.shared.problem.ProblemCode;

/**
 * Lets no more requests go to a service at a time than it can answer in good time, and refuses the rest at once: the
 * lowest rank first. Confined to one event loop.
 */
public final class LoadShedding {

    private static final int TOO_BUSY = ProblemCode.BUSY.status();

    private final SheddingTerms terms;
    private final LongSupplier nanoClock;
    private final Precedence precedence;
    private final SheddingMetrics metrics;
    private final Map<String, Capacity> capacities = new ConcurrentHashMap<>();
    private boolean on = true;

    /** @param nanoClock monotonic, as {@code System::nanoTime} is */
    public LoadShedding(SheddingTerms terms, MeterRegistry meters, LongSupplier nanoClock) {
        this.terms = terms;
        this.nanoClock = nanoClock;
        this.precedence = new Precedence(nanoClock);
        this.metrics = new SheddingMetrics(meters);
    }

    /** Whether anything is refused; what services can take is watched in any case. */
    public void turn(boolean nowOn) {
        on = nowOn;
    }

    /** Requests let in at a time, and in flight, by service. Thread-safe, and then a moment old. */
    public Map<String, Map<String, Integer>> inForce() {
        var all = new TreeMap<String, Map<String, Integer>>();
        capacities.forEach((service, capacity) ->
                all.put(service, Map.of("limit", capacity.limit(), "inFlight", capacity.inFlight())));
        return all;
    }

    /**
     * What the service replies; fails with a refusal {@code busy} where there is no room for the request, and then it has
     * not been sent.
     *
     * @param sending sends the request; the reply must come, or fail, within the request's deadline
     */
    public Future<Reply> admit(Route route, Rank rank, Supplier<Future<Reply>> sending) {
        var capacity = capacity(route);
        if (on && !capacity.hasRoomFor(rank, precedence.partOf(rank))) {
            precedence.isInNeed(rank);
            metrics.decided(rank, false);
            return Future.failedFuture(NoRoom.refusal());
        }
        metrics.decided(rank, true);
        capacity.enter();
        var began = nanoClock.getAsLong();
        return begun(sending).onComplete(ended -> {
            capacity.leave();
            if (!route.slow() && !route.uploads()) {
                judge(capacity, rank, began, ended);
            }
        });
    }

    private static Future<Reply> begun(Supplier<Future<Reply>> sending) {
        try {
            return sending.get();
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }

    /** Who waits for somebody outside is counted apart: that others are slow says nothing about the service. */
    private Capacity capacity(Route route) {
        var name = route.slow() ? route.service() + "-waiting" : route.service();
        return capacities.computeIfAbsent(name, unseen -> metrics.measured(name, new Capacity(terms)));
    }

    private void judge(Capacity capacity, Rank rank, long began, AsyncResult<Reply> ended) {
        var now = nanoClock.getAsLong();
        var nanos = Math.max(1, (now - began) / rank.patience());
        var refusedThere = ended.succeeded() ? ended.result().status() == TOO_BUSY : NoRoom.isWhy(ended.cause());
        if (ended.succeeded() || refusedThere || nanos > terms.goal().toNanos()) {
            capacity.answered(now, nanos, refusedThere);
        }
    }
}
