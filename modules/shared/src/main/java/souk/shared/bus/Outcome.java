package souk.shared.bus;

import io.vertx.core.AsyncResult;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;

/** What the ends of a call mean. */
final class Outcome {

    private Outcome() {}

    /** For metrics: {@code answered}, {@code refused} or {@code trouble}. */
    static String of(AsyncResult<?> result) {
        if (result.succeeded()) {
            return "answered";
        }
        return result.cause() instanceof Refusal ? "refused" : "trouble";
    }

    /** Whether nothing came back at all, so that the instance itself is in doubt. */
    static boolean isMiss(Throwable failure) {
        return !(failure instanceof Refusal)
                && !(failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE);
    }

    static boolean isBusy(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureCode() == Wire.BUSY;
    }

    /** The failure that {@link Bus#call} promises. */
    static RuntimeException promised(String address, Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        if (failure instanceof Trouble trouble) {
            return trouble;
        }
        return isBusy(failure)
                ? Trouble.busy(address + " is busy")
                : new Trouble(address + ": " + failure.getMessage(), failure);
    }
}
