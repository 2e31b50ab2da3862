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

    /** An order gets its id first and its time when its stock is held, perhaps by a clock that is not the same. */
    private static final Duration ID_EARLIER = Duration.ofHours(1);

    private static final Duration ID_LATER = Duration.ofMinutes(1);

    public static Times asked(Query query) {
        return new Times(query.instant("from").orElse(null), query.instant("to").orElse(null));
    }

    /** Ids begin with their time, so the ids of a time are a range of an index; who has them is looked at closely. */
    public Optional<UUID> lowestId() {
        return Optional.ofNullable(from).map(time -> id(time.minus(ID_EARLIER)));
    }

    /** Not among them any more. */
    public Optional<UUID> highestId() {
        return Optional.ofNullable(to).map(time -> id(time.plus(ID_LATER)));
    }

    private static UUID id(Instant time) {
        return UuidV7.firstOf(time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time);
    }
}
