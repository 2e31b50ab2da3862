package souk.shared.bus;

import souk.shared.security.Caller;

/**
 * What every call carries along.
 *
 * @param requestId names the client's request in all logs
 * @param traceparent W3C Trace Context
 * @param caller on whose behalf
 * @param deadline when the one who asked stops waiting
 */
public record CallContext(String requestId, String traceparent, Caller caller, Deadline deadline) {}
