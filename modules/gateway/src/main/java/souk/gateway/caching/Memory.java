package souk.gateway.caching;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * What is remembered, within a bound of bytes. Nothing is given out as good later than {@link #BOUND} after the fetch
 * began that brought it, whatever news have been lost. It stays for longer, for when the service cannot be asked.
 * Confined to one event loop.
 */
final class Memory {

    /** A little under the two seconds that are promised, because an answer is also on its way for a moment. */
    static final Duration BOUND = Duration.ofMillis(1_900);

    private static final int LEFT_TO_SERVICE = 10_000;

    private final LongSupplier nanoClock;
    private final Duration staleBound;
    private final Cache<String, Entry> entries;
    private final Cache<String, Boolean> leftToService;
    private long epoch;
    private long listEpoch;
    private long changed;
    private long listChanged;

    /**
     * @param bytes what all entries together may take, about
     * @param staleBound how old an answer may be that is given because the service cannot be asked
     */
    Memory(long bytes, Duration staleBound, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.staleBound = staleBound;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((String uri, Entry entry) -> entry.weight(uri))
                .expireAfterWrite(staleBound.compareTo(BOUND) > 0 ? staleBound : BOUND)
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

    /** What may be out of date, within the bound for that; never what is known to have changed. */
    Optional<Entry> findStale(Resource resource) {
        return Optional.ofNullable(entries.getIfPresent(resource.uri()))
                .filter(entry ->
                        entry.epoch() >= changedOf(resource) && age(entry).compareTo(staleBound) < 0);
    }

    Duration age(Entry entry) {
        return Duration.ofNanos(nanoClock.getAsLong() - entry.began());
    }

    /** Keeps it unless it has been overtaken: by news, by time or by a newer version. */
    void keep(Resource resource, Entry entry) {
        if (isCurrent(resource, entry.epoch()) && isWithinBound(entry.began())) {
            entries.asMap()
                    .merge(
                            resource.uri(),
                            entry,
                            (known, fresh) -> isWithinBound(known.began()) ? fresh.unlessOlderThan(known) : fresh);
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

    /** The epoch since which nothing is known to have changed. */
    private long changedOf(Resource resource) {
        return switch (resource.kind()) {
            case PRODUCT, CATEGORIES -> changed;
            case LIST, SEARCH -> listChanged;
        };
    }

    void forget(Resource resource) {
        entries.invalidate(resource.uri());
    }

    void forgetProduct(UUID product) {
        entries.invalidate(Resource.PRODUCT_PATH + product);
    }

    void forgetLists() {
        listEpoch++;
        listChanged = listEpoch;
    }

    void forgetAll() {
        doubtAll();
        changed = epoch;
        listChanged = listEpoch;
        entries.invalidateAll();
    }

    /** Anything may have changed, and news of it may have been missed. */
    void doubtAll() {
        epoch++;
        listEpoch++;
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
