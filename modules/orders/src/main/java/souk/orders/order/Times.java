package souk.orders.order;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import souk.shared.http.Query;
import souk.shared.id.UuidV7;

/**
 * When orders were placed.
 *
 * @param from not before, or null
 * @param to before, or null
 */
public record Times(Instant from, Instant to) {

    /**
     * An order gets its id first and its time when its stock is held, perhaps from another instance that repeats the request
     * and has another clock: within a second as a rule, and within twelve while anybody can answer the sweeper.
     */
    private static final Duration APART = Duration.ofMinutes(1);

    public static Times asked(Query query) {
        return new Times(query.instant("from").orElse(null), query.instant("to").orElse(null));
    }

    /** Ids begin with their time, so the ids of a time are a range of an index; who has them is looked at closely. */
    public Optional<UUID> lowestId() {
        return Optional.ofNullable(from).map(time -> id(time.minus(APART)));
    }

    /** Not among them any more. */
    public Optional<UUID> highestId() {
        return Optional.ofNullable(to).map(time -> id(time.plus(APART)));
    }

    private static UUID id(Instant time) {
        return UuidV7.firstOf(time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time);
    }
}
