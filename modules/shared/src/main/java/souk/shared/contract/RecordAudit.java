package souk.shared.contract;

import java.util.List;
import souk.shared.audit.AuditEntry;

/** Please keep these; those that are there already are left as they are. */
public record RecordAudit(List<AuditEntry> entries) {

    public RecordAudit {
        entries = List.copyOf(entries);
    }
}
