package souk.gateway.resilience;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;

/** Which requests may be sent a second time though the first may have had its effect, and how long a try may take. */
public enum Repeating {
    /** Safe methods: they change nothing. */
    READ(Duration.ofMillis(600)),
    /** A POST with a key: the service does it once, however often it is sent. */
    KEYED(Duration.ofMillis(1_000)),
    /** The same where the service itself waits for somebody: it has all the time there is. */
    WAITING(null),
    /** All else. Only what was certainly never sent may be sent again. */
    NEVER(null);

    private final Duration tryTime;

    Repeating(Duration tryTime) {
        this.tryTime = tryTime;
    }

    /** @param key the Idempotency-Key, or null */
    public static Repeating of(HttpMethod method, String key) {
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) || method.equals(HttpMethod.OPTIONS)) {
            return READ;
        }
        return method.equals(HttpMethod.POST) && key != null && !key.isBlank() ? KEYED : NEVER;
    }

    public boolean allowed() {
        return this != NEVER;
    }

    /** The same on a route whose answers take their time. */
    public Repeating onSlowRoute() {
        return this == KEYED ? WAITING : this;
    }

    /** How long to wait for an answer, given what is left in all and whether there is somebody else to ask. */
    public Duration patience(Duration left, boolean hasOther) {
        return tryTime == null || !hasOther || tryTime.compareTo(left) > 0 ? left : tryTime;
    }
}
