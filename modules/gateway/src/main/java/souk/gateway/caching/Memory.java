package souk.gateway.caching;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * What is remembered, within a bound of bytes. Nothing is given out later than {@link #BOUND} after the fetch began that
 * brought it, whatever news have been lost. Confined to one event loop.
 */
final class Memory {

    /** A little under the two seconds that are promised, because an answer is also on its way for a moment. */
    static final Duration BOUND = Duration.ofMillis(1_900);

    private static final int LEFT_TO_SERVICE = 10_000;

    private final LongSupplier nanoClock;
    private final Cache<String, Entry> entries;
    private final Cache<String, Boolean> leftToService;
    private long epoch;
    private long listEpoch;

    /** @param bytes what all entries together may take, about */
    Memory(long bytes, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((String uri, Entry entry) -> entry.weight(uri))
                .expireAfterWrite(BOUND)
                .ticker(nanoClock::getAsLong)
                .executor(Runnable::run)
                .build();
        this.leftToService = Caffeine.newBuilder()
                .maximumSize(LEFT_TO_SERVICE)
                .expireAfterWrite(BOUND)
                .ticker(nanoClock::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** Its last answer was not for everybody: who asks for it need not wait for one another. */
    void leaveToService(Resource resource) {
        leftToService.put(resource.uri(), true);
    }

    boolean isLeftToService(Resource resource) {
        return leftToService.getIfPresent(resource.uri()) != null;
    }

    /** What is still good. */
    Optional<Entry> find(Resource resource) {
        return Optional.ofNullable(entries.getIfPresent(resource.uri()))
                .filter(entry -> isCurrent(resource, entry.epoch()) && isWithinBound(entry.began()));
    }

    /** Keeps it unless it has been overtaken: by news, by time or by a newer version. */
    void keep(Resource resource, Entry entry) {
        if (isCurrent(resource, entry.epoch()) && isWithinBound(entry.began())) {
            entries.asMap().merge(resource.uri(), entry, (known, fresh) -> fresh.unlessOlderThan(known));
        }
    }

    boolean isWithinBound(long began) {
        return nanoClock.getAsLong() - began < BOUND.toNanos();
    }

    /** Whether nothing has happened since that makes all entries of that kind doubtful. */
    boolean isCurrent(Resource resource, long then) {
        return epochOf(resource) == then;
    }

    long epochOf(Resource resource) {
        return switch (resource.kind()) {
            case PRODUCT, CATEGORIES -> epoch;
            case LIST, SEARCH -> listEpoch;
        };
    }

    void forgetProduct(UUID product) {
        entries.invalidate(Resource.PRODUCT_PATH + product);
    }

    void forgetLists() {
        listEpoch++;
    }

    void forgetAll() {
        epoch++;
        listEpoch++;
        entries.invalidateAll();
    }

    /** Bytes, about. */
    long weight() {
        entries.cleanUp();
        return entries.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }
}
