package souk.shared.bus;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
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
        var random = ThreadLocalRandom.current();
        var trace = String.format(
                "00-%016x%016x-%016x-01", random.nextLong() | 1, random.nextLong(), random.nextLong() | 1);
        return new CallContext(UUID.randomUUID().toString(), trace, Caller.ANONYMOUS, Deadline.in(patience));
    }

    /** The part of the traceparent that all of a request has in common. */
    public String traceId() {
        return traceparent.substring(3, 35);
    }
}
