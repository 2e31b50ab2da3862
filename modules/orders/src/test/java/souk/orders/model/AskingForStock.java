package souk.orders.model;

import souk.orders.model.Attempt.Answer;
import souk.orders.model.Attempt.Progress;
import souk.orders.model.Message.Release;
import souk.orders.model.Message.Reserve;
import souk.orders.model.Message.Verdict;

/**
 * Orders, place steps 1 and 2: look the key up, reserve over the bus, hear the verdict.
 *
 * <p>Trouble needs no step. An attempt that hears nothing answers 503, touches nothing and is over, which is an attempt
 * that never steps again; the client's repeat is another attempt, and it may begin before this one has given up.
 */
record AskingForStock(Protocol protocol) implements Role {

    @Override
    public void offer(State now, Step.Choice choice) {
        for (int attempt : now.attempts().keys()) {
            var progress = now.attempts().get(attempt).progress();
            if (progress instanceof Progress.NotStarted && isNext(now, attempt)) {
                lookUp(now, attempt, choice);
            } else if (progress instanceof Progress.Reserving reserving) {
                hear(now, attempt, reserving, choice);
                giveUp(now, attempt, reserving, choice);
            }
        }
    }

    /** Of attempts with the same request, the one with the lower number begins: which is which makes no difference. */
    private boolean isNext(State now, int attempt) {
        var request = now.attempts().get(attempt).request();
        return now.attempts().keys().stream()
                .filter(other -> other < attempt)
                .map(other -> now.attempts().get(other))
                .allMatch(other -> other.started() || !other.request().equals(request));
    }

    /** Place step 1: a transaction that only reads. A known key is answered from its row. */
    private void lookUp(State now, int attempt, Step.Choice choice) {
        var request = now.attempts().get(attempt).request();
        var row = now.orders().keys().find(request.key());
        if (request.keyed() && row.isPresent()) {
            var answer = StoredAnswer.to(request, row.get(), protocol);
            choice.add(
                    now.with(attempt, new Progress.Answered(answer)),
                    () -> "attempt %d (%s): the key is known, answers %s".formatted(attempt, request, answer));
        } else {
            var order = new OrderId(attempt, 1);
            choice.add(
                    reserve(now, attempt, order),
                    () -> "attempt %d (%s): the key is not known, asks to reserve as %s"
                            .formatted(attempt, request, order));
        }
    }

    /** Place step 2: at most two tries, both with the same order id, so both are the same message. */
    static State reserve(State now, int attempt, OrderId order) {
        var request = now.attempts().get(attempt).request();
        return now.with(attempt, new Progress.Reserving(order)).send(new Reserve(order, request));
    }

    private void hear(State now, int attempt, Progress.Reserving reserving, Step.Choice choice) {
        for (var message : now.messages().rows()) {
            if (message instanceof Verdict verdict && verdict.asked().equals(reserving.asked())) {
                choice.add(
                        now.with(attempt, after(verdict)),
                        () -> "attempt %d hears %s".formatted(attempt, told(verdict)));
            }
        }
    }

    private static Progress after(Verdict verdict) {
        return switch (verdict.ruling()) {
            case ACCEPTED -> new Progress.Placing(verdict.granted(), verdict.asked());
            case REFUSED -> new Progress.Refusing(verdict.asked());
            case KEY_REUSED -> new Progress.Answered(new Answer.KeyReused());
        };
    }

    private static String told(Verdict verdict) {
        var adopted = !verdict.granted().equals(verdict.asked());
        return adopted ? "that it adopts the reservation of " + verdict.granted() : "ruling " + verdict.ruling();
    }

    private void giveUp(State now, int attempt, Progress.Reserving reserving, Step.Choice choice) {
        if (protocol.has(Mutation.TROUBLE_RELEASES)) {
            choice.add(
                    now.with(attempt, new Progress.Answered(new Answer.Repeat()))
                            .send(new Release(reserving.asked())),
                    () -> "attempt %d hears nothing in time, answers 503 and releases".formatted(attempt));
        }
    }
}
