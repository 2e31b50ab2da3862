package souk.orders.model;

import java.util.Optional;

/**
 * One execution of "place an order" by an instance of orders: the client's request, a retry by the client, or one by
 * the gateway. What it knows is gone when it stops.
 */
record Attempt(int number, Request request, Progress progress) {

    /** The program counter with its local variables. */
    sealed interface Progress {

        record NotStarted() implements Progress {}

        /** The key was unknown; a reserve is under way. */
        record Reserving(OrderId asked) implements Progress {}

        /** Accepted, or adopted; commit 2 comes next. */
        record Placing(OrderId granted, OrderId asked) implements Progress {}

        /** Refused for stock, price or product; the refusal's own commit comes next. */
        record Refusing(OrderId asked) implements Progress {}

        /** A commit found a row under its key, wrote nothing, and has to read the key again. */
        record KeyTaken(Progress repeat) implements Progress {}

        /** Commit 2 found a row under its order id, wrote nothing, and has to read the order. */
        record OrderTaken(Placing repeat) implements Progress {}

        record Answered(Answer answer) implements Progress {}
    }

    /** What the client hears. */
    sealed interface Answer {

        /** 201. */
        record Created(OrderId order) implements Answer {}

        /** 409 or 422, for stock, price or product. */
        record Refused() implements Answer {}

        /** 422: the key belongs to a request with another body. */
        record KeyReused() implements Answer {}

        /** 503: nothing is said about the order; repeat with the same key. */
        record Repeat() implements Answer {}
    }

    static Attempt of(int number, Request request) {
        return new Attempt(number, request, new Progress.NotStarted());
    }

    Attempt at(Progress next) {
        return new Attempt(number, request, next);
    }

    boolean started() {
        return !(progress instanceof Progress.NotStarted);
    }

    boolean decided() {
        return progress instanceof Progress.Answered answered && !(answered.answer() instanceof Answer.Repeat);
    }

    boolean refused() {
        return progress instanceof Progress.Answered answered && answered.answer() instanceof Answer.Refused;
    }

    Optional<OrderId> created() {
        return progress instanceof Progress.Answered answered && answered.answer() instanceof Answer.Created created
                ? Optional.of(created.order())
                : Optional.empty();
    }
}
