package souk.shared.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
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
 * @param payload JSON; what comes out of an outbox is text that nobody has parsed, see {@link #payload(Class)}
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

    /** For a consumer to whom it is enough that it happened. */
    public Event withoutPayload() {
        return new Event(id, aggregateId, aggregateVersion, type, NullNode.instance, createdAt);
    }

    /** The payload as a record; throws {@link java.io.UncheckedIOException} if it has another shape. */
    public <T> T payload(Class<T> type) {
        return WireJson.read(WireJson.write(payload), type);
    }
}
