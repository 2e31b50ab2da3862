package souk.gateway.caching;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import souk.gateway.forwarding.Reply;

/** What is being fetched. At any time at most one fetch of a resource can end in the memory: the one begun last. */
final class Fetches {

    /** For so long after news an index may not have taken them in. */
    static final Duration SETTLING = Duration.ofMillis(300);

    private final Memory memory;
    private final Duration patience;
    private final LongSupplier nanoClock;
    private final Map<String, Fetch> underWay = new HashMap<>();
    private long lastNews;

    /** @param patience how long a read waits for somebody else's fetch before it goes to the service itself */
    Fetches(Memory memory, Duration patience, LongSupplier nanoClock) {
        this.memory = memory;
        this.patience = patience;
        this.nanoClock = nanoClock;
        this.lastNews = nanoClock.getAsLong() - SETTLING.toNanos();
    }

    /** One that brings what is there now, and soon. */
    Optional<Fetch> joinable(Resource resource) {
        return Optional.ofNullable(underWay.get(resource.uri()))
                .filter(fetch -> memory.isCurrent(resource, fetch.epoch()) && left(fetch) > 0);
    }

    boolean isUnderWay(Resource resource) {
        return underWay.containsKey(resource.uri());
    }

    /** Milliseconds for which it is worth waiting for. */
    long left(Fetch fetch) {
        return patience.minusNanos(nanoClock.getAsLong() - fetch.began()).toMillis();
    }

    /** @param asking sends the request; what it gives decides what is remembered */
    Fetch begin(Resource resource, Supplier<Future<Reply>> asking) {
        var fetch = new Fetch(nanoClock.getAsLong(), memory.epochOf(resource));
        var before = underWay.put(resource.uri(), fetch);
        if (before != null) {
            before.overtake();
        }
        asking.get().onSuccess(reply -> end(resource, fetch, reply)).onFailure(failure -> {
            underWay.remove(resource.uri(), fetch);
            fetch.promise().tryFail(failure);
        });
        return fetch;
    }

    private void end(Resource resource, Fetch fetch, Reply reply) {
        underWay.remove(resource.uri(), fetch);
        if (!Keeping.isForEverybody(reply)) {
            memory.leaveToService(resource);
            if (!Unreachable.is(reply)) {
                memory.forget(resource);
            }
            fetch.promise().tryComplete(new Fetch.Outcome(reply, null));
            return;
        }
        var entry = Entry.of(reply, fetch.began(), fetch.epoch());
        if (!fetch.isOvertaken() && isSettled(resource, fetch)) {
            memory.keep(resource, entry);
        }
        fetch.promise().tryComplete(new Fetch.Outcome(reply, entry));
    }

    private boolean isSettled(Resource resource, Fetch fetch) {
        return resource.kind() != Resource.Kind.SEARCH || fetch.began() - lastNews >= SETTLING.toNanos();
    }

    /** There are news of the product; lists are told apart by the epoch of the memory. */
    void overtake(UUID product) {
        var fetch = underWay.remove(Resource.PRODUCT_PATH + product);
        if (fetch != null) {
            fetch.overtake();
        }
    }

    void newsHeard() {
        lastNews = nanoClock.getAsLong();
    }
}
