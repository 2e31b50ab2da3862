package souk.shared.contract;

import java.util.List;
import souk.shared.outbox.Event;

/** Events on their way from the outbox of one service to the inbox of another, in order per aggregate. */
public record EventBatch(List<Event> events) {

    public EventBatch {
        events = List.copyOf(events);
    }
}
