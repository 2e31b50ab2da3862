package souk.shared.audit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.http.RefusalListener;
import souk.shared.id.UuidV7;
import souk.shared.security.Caller;

/**
 * Writes every refusal of a request to the log at once and to the audit trail about once a second. What is refused to
 * the same caller from the same address on the same route within that second is one entry with a count, so that an
 * attacker cannot fill the trail. While the trail is away entries wait, up to a bound; the log has them in any case.
 */
public final class RefusalJournal implements RefusalListener {

    static final int MOST_WAITING = 1_000;
    private static final long EVERY_MILLIS = 1_000;
    private static final Logger LOG = LogManager.getLogger(RefusalJournal.class);

    private final String service;
    private final AuditTrail trail;
    private Map<Same, AuditEntry> waiting = new LinkedHashMap<>();
    private List<AuditEntry> underWay = List.of();
    private long dropped;

    private record Same(UUID actor, UUID credential, String address, String route, String code) {}

    public RefusalJournal(String service, AuditTrail trail) {
        this.service = service;
        this.trail = trail;
    }

    /** Hands over what is waiting every second from now on. */
    public RefusalJournal start(Vertx vertx) {
        vertx.setPeriodic(EVERY_MILLIS, due -> flush());
        return this;
    }

    @Override
    public synchronized void refused(Refused refused) {
        var caller = refused.caller();
        LOG.info(
                "event=refused code={} route=\"{}\" actor={} address={}",
                refused.code(),
                refused.route(),
                caller.isAnonymous() ? "-" : caller.id(),
                refused.address());
        var same = new Same(caller.id(), caller.credential(), refused.address(), refused.route(), refused.code());
        var known = waiting.get(same);
        if (known != null) {
            waiting.put(same, again(known));
        } else if (waiting.size() < MOST_WAITING) {
            waiting.put(same, entry(refused));
        } else {
            dropped++;
        }
    }

    /** Hands over what is waiting; what cannot be stored now is tried again next time. Never fails. */
    public synchronized Future<Void> flush() {
        if (dropped > 0) {
            LOG.warn("event=refusals-not-audited count={} reason=\"the trail is behind\"", dropped);
            dropped = 0;
        }
        if (underWay.isEmpty()) {
            underWay = new ArrayList<>(waiting.values());
            waiting = new LinkedHashMap<>();
        }
        if (underWay.isEmpty()) {
            return Future.succeededFuture();
        }
        return trail.record(underWay).map(this::stored).otherwise(away -> {
            LOG.warn("event=audit-away entries={} reason=\"{}\"", underWay.size(), away.getMessage());
            return null;
        });
    }

    private synchronized Void stored(Void done) {
        underWay = List.of();
        return done;
    }

    private AuditEntry entry(RefusalListener.Refused refused) {
        var caller = refused.caller();
        return new AuditEntry(
                UuidV7.next(),
                Instant.now(),
                "request",
                AuditEntry.Outcome.REFUSED,
                caller.isAnonymous() ? null : caller.id(),
                caller.isAnonymous() ? null : caller.username(),
                caller.credential().equals(Caller.ANONYMOUS.credential()) ? null : caller.credential(),
                refused.address(),
                refused.route(),
                service,
                refused.requestId(),
                Map.of("code", refused.code()),
                1);
    }

    private static AuditEntry again(AuditEntry first) {
        return new AuditEntry(
                first.id(),
                first.at(),
                first.kind(),
                first.outcome(),
                first.actor(),
                first.actorName(),
                first.credential(),
                first.address(),
                first.subject(),
                first.service(),
                first.requestId(),
                first.detail(),
                first.count() + 1);
    }
}
