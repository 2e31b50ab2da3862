package souk.shared.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Something that somebody did, or was kept from doing, that has to do with rights. Never holds a secret.
 *
 * @param id of the entry; recording the same one twice leaves one
 * @param kind such as {@code log-in} or {@code role.changed}
 * @param actor who did it; null if that is not known
 * @param actorName as it was claimed or known then; null if there is none
 * @param credential the session or API key it was done with; null for none
 * @param address of the client; null if nobody saw it
 * @param subject what it was done to: an account, a product, a role, a route; null for nothing in particular
 * @param count how often the same happened within about a second
 */
public record AuditEntry(
        UUID id,
        Instant at,
        String kind,
        Outcome outcome,
        UUID actor,
        String actorName,
        UUID credential,
        String address,
        String subject,
        String service,
        String requestId,
        Map<String, String> detail,
        int count) {

    /** How it ended. */
    public enum Outcome {
        SUCCESS,
        FAILURE,
        REFUSED;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public AuditEntry {
        detail = detail == null ? Map.of() : Map.copyOf(detail);
    }
}
