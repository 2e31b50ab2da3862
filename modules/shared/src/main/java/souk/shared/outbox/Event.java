package souk.shared.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import souk.shared.id.UuidV7;
import souk.shared.json.WireJson;

/**
 * Something that happened to an aggregate, as JSON on the bus.
 *
 * @param aggregateVersion the version that the change produced; at most one event per version
 * @param type such as {@code order.placed}
 * @param createdAt by the clock of the database once it is stored, by ours before
 */
public record Event(
        UUID id, UUID aggregateId, long aggregateVersion, String type, JsonNode payload, Instant createdAt) {

    /** @param payload a record, written as JSON */
    public static Event of(UUID aggregateId, long aggregateVersion, String type, Object payload) {
        return new Event(
                UuidV7.next(),
                aggregateId,
                aggregateVersion,
                type,
                WireJson.tree(payload),
                Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    /** The payload as a record; throws {@link java.io.UncheckedIOException} if it has another shape. */
    public <T> T payload(Class<T> type) {
        return WireJson.read(WireJson.write(payload), type);
    }
}
