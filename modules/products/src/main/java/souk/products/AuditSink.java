package souk.products;

import io.vertx.core.Future;
import java.util.List;
import souk.shared.audit.AuditEntry;
import souk.shared.audit.AuditTrail;
import souk.shared.outbox.Event;
import souk.shared.outbox.EventSink;

/** Takes entries that waited in the outbox to the audit trail, which keeps each once however often it comes. */
record AuditSink(AuditTrail trail) implements EventSink {

    @Override
    public Future<Void> deliver(List<Event> events) {
        return trail.record(
                events.stream().map(event -> event.payload(AuditEntry.class)).toList());
    }
}
