package souk.local.prove;

import souk.local.client.HttpAnswer;

/**
 * One request as its client saw it.
 *
 * @param key the Idempotency-Key of an order; null for anything else
 * @param startNanos since the run began
 * @param answer null when there was none
 * @param trouble why there was no answer; null when there was one
 */
public record Attempt(
        Phase phase, Kind kind, String key, long startNanos, long endNanos, HttpAnswer answer, String trouble) {

    /** What a client asks for. */
    public enum Kind {
        READ,
        PROFILE,
        ORDER,
        /** A key that was answered, with another body. */
        OTHER_BODY,
        CANCEL
    }

    public long millis() {
        return (endNanos - startNanos) / 1_000_000;
    }

    /** Whether the client got something that a working shop does not answer. */
    public boolean failed() {
        return answer == null
                || switch (kind) {
                    case READ, PROFILE -> answer.status() != 200;
                    case ORDER -> !placed() && !refused() && !underWay();
                    case OTHER_BODY -> answer.status() != 422;
                    case CANCEL -> answer.status() != 200 && answer.status() != 409;
                };
    }

    public boolean brokeOff() {
        return answer == null;
    }

    /** The order was acknowledged. */
    public boolean placed() {
        return kind == Kind.ORDER && answer != null && answer.status() == 201;
    }

    /** The shop said for good that there is no such order, for want of stock. */
    public boolean refused() {
        return kind == Kind.ORDER
                && answer != null
                && answer.status() == 409
                && answer.problemCode().equals("insufficient-stock");
    }

    /** The order was cancelled; the answer shows it. */
    public boolean cancelled() {
        return kind == Kind.CANCEL && answer != null && answer.status() == 200;
    }

    /** A twin with the same key had not been answered yet. */
    public boolean underWay() {
        return kind == Kind.ORDER
                && answer != null
                && answer.status() == 409
                && answer.problemCode().equals("request-in-flight");
    }

    /** For people: when, what, how long and with which outcome. */
    public String shown() {
        var outcome = answer == null ? trouble : answer.shown();
        return "%s at %.2f s, %d ms: %s".formatted(kind, startNanos / 1e9, millis(), outcome)
                + (key == null ? "" : " (key " + key + ")");
    }
}
