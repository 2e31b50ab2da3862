package souk.shared.audit;

import io.vertx.core.Future;
import java.util.List;

/** Where entries go to stay. */
@FunctionalInterface
public interface AuditTrail {

    /** Succeeds when all of them are stored. May be repeated. */
    Future<Void> record(List<AuditEntry> entries);
}
