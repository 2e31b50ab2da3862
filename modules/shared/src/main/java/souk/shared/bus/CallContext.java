package souk.shared.bus;

import java.time.Duration;
import java.util.UUID;
import souk.shared.id.TraceParent;
import souk.shared.security.Caller;

/**
 * What every call carries along.
 *
 * @param requestId names the client's request in all logs
 * @param traceparent W3C Trace Context
 * @param caller on whose behalf
 * @param deadline when the one who asked stops waiting
 */
public record CallContext(String requestId, String traceparent, Caller caller, Deadline deadline) {

    /** For what a service does of itself, such as sweeping: nobody asked, so nobody's rights are used. */
    public static CallContext onOwnBehalf(Duration patience) {
        return new CallContext(
                UUID.randomUUID().toString(), TraceParent.next(), Caller.ANONYMOUS, Deadline.in(patience));
    }

    /** Null if there is none. */
    public String traceId() {
        return TraceParent.traceId(traceparent);
    }
}
