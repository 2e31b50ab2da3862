package souk.shared.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Events on their way from the outbox of one service to the inbox of another, in publishing order per aggregate. */
public record EventBatch(List<PublishedEvent> events) {

    public EventBatch {
        events = List.copyOf(events);
    }

    /**
     * @param id the same each time it is delivered
     * @param aggregateVersion grows with each event of the aggregate
     */
    public record PublishedEvent(
            UUID id, UUID aggregateId, long aggregateVersion, String type, JsonNode payload, Instant createdAt) {}
}
