package souk.shared.id;

import org.apache.logging.log4j.ThreadContext;

/**
 * Puts a request's ids into the fields {@code requestId} and {@code traceId} of a log line. Only around the statement
 * itself: an event loop serves many requests, and what stays on the thread would name the wrong one.
 */
public final class LogIds {

    private LogIds() {}

    /** @param traceparent W3C Trace Context, or null */
    public static void with(String requestId, String traceparent, Runnable log) {
        ThreadContext.put("requestId", requestId);
        var traceId = TraceParent.traceId(traceparent);
        if (traceId != null) {
            ThreadContext.put("traceId", traceId);
        }
        try {
            log.run();
        } finally {
            ThreadContext.remove("requestId");
            ThreadContext.remove("traceId");
        }
    }
}
