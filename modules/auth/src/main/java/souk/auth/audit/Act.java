package souk.auth.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import souk.auth.AuthConfig;
import souk.shared.audit.AuditEntry;
import souk.shared.audit.AuditEntry.Outcome;
import souk.shared.http.ApiRequest;
import souk.shared.id.UuidV7;
import souk.shared.security.Caller;

/**
 * The circumstances that entries of the audit trail have in common: who, with what, from where, in which request.
 *
 * @param actor null if not known
 * @param actorName as claimed; null if none is
 */
public record Act(UUID actor, String actorName, UUID credential, String address, String requestId) {

    public static Act of(ApiRequest request) {
        var caller = request.caller();
        var address = request.clientAddress();
        var requestId = request.context().requestId();
        return caller.isAnonymous()
                ? new Act(null, null, null, address, requestId)
                : new Act(caller.id(), caller.username(), credential(caller), address, requestId);
    }

    /** Somebody who is only about to be known, as in a log-in. */
    public Act by(UUID account, String name) {
        return new Act(account, name, credential, address, requestId);
    }

    public AuditEntry success(String kind, String subject, Map<String, String> detail) {
        return entry(kind, Outcome.SUCCESS, subject, detail);
    }

    public AuditEntry failure(String kind, String subject, Map<String, String> detail) {
        return entry(kind, Outcome.FAILURE, subject, detail);
    }

    private AuditEntry entry(String kind, Outcome outcome, String subject, Map<String, String> detail) {
        return new AuditEntry(
                UuidV7.next(),
                Instant.now(),
                kind,
                outcome,
                actor,
                actorName,
                credential,
                address,
                subject,
                AuthConfig.SERVICE,
                requestId,
                detail,
                1);
    }

    private static UUID credential(Caller caller) {
        return caller.credential().equals(Caller.ANONYMOUS.credential()) ? null : caller.credential();
    }
}
