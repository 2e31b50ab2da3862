package souk.shared.runtime;

import java.util.stream.Stream;

/**
 * What Vert.x 5.0 throws for each message that waited for a connection of the event bus which closed as soon as it was there. By
 * then the sender has been told, as {@code OutboundDeliveryContext.tryFail} does so and still says that it did not; at a start
 * that happens a few dozen times.
 */
final class UnsentMessage {

    private static final String CONNECTION = "io.vertx.core.eventbus.impl.clustered.OutboundConnection";
    private static final String PROMISE = "io.vertx.core.Promise";

    private UnsentMessage() {}

    static boolean is(Throwable failure) {
        return failure instanceof IllegalStateException
                && thrownIn(failure.getStackTrace(), PROMISE)
                && Stream.of(failure.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(CONNECTION));
    }

    private static boolean thrownIn(StackTraceElement[] stack, String type) {
        return stack.length > 0 && stack[0].getClassName().equals(type);
    }
}
