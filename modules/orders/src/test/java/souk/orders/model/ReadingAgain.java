package souk.orders.model;

import java.util.Optional;
import souk.orders.model.Attempt.Answer;
import souk.orders.model.Attempt.Progress;
import souk.orders.model.Message.Release;

/** Orders, place step 4: those who lost commit 2, or the commit of their refusal, read who won, in a new statement. */
record ReadingAgain(Protocol protocol, int rounds) implements Role {

    @Override
    public void offer(State now, Step.Choice choice) {
        for (int attempt : now.attempts().keys()) {
            var progress = now.attempts().get(attempt).progress();
            if (progress instanceof Progress.KeyTaken taken) {
                readKey(now, attempt, taken, choice);
            } else if (progress instanceof Progress.OrderTaken taken) {
                readOrder(now, attempt, taken.repeat(), choice);
            }
        }
    }

    /**
     * The row under the key has the last word; a reservation that its order does not own is released. No row at all: it
     * belonged to a neighbour in the batch that met a tombstone, so the commit is run again.
     */
    private void readKey(State now, int attempt, Progress.KeyTaken taken, Step.Choice choice) {
        var request = now.attempts().get(attempt).request();
        var row = now.orders().keys().find(request.key());
        if (row.isEmpty()) {
            commitAgain(now, attempt, taken.repeat(), choice);
            return;
        }
        var answer = StoredAnswer.to(request, row.get(), protocol);
        var answered = now.with(attempt, new Progress.Answered(answer));
        var mine = reservation(taken.repeat())
                .filter(id -> isMineToRelease(id, row.get().order()));
        choice.add(
                mine.map(order -> answered.send(new Release(order))).orElse(answered),
                () -> "attempt %d reads its key, answers %s%s"
                        .formatted(
                                attempt,
                                answer,
                                mine.map(id -> " and releases " + id).orElse("")));
    }

    private void commitAgain(State now, int attempt, Progress repeat, Step.Choice choice) {
        if (repeat instanceof Progress.Placing placing && protocol.has(Mutation.NO_ROW_TAKEN_FOR_TOMBSTONE)) {
            startOver(now, attempt, placing, choice);
        } else {
            choice.add(
                    now.with(attempt, repeat),
                    () -> "attempt %d finds no row under its key and commits again".formatted(attempt));
        }
    }

    private static Optional<OrderId> reservation(Progress progress) {
        return progress instanceof Progress.Placing placing ? Optional.of(placing.granted()) : Optional.empty();
    }

    private boolean isMineToRelease(OrderId reserved, Optional<OrderId> winner) {
        var winners = winner.isPresent() && winner.get().equals(reserved);
        return !winners || protocol.has(Mutation.LOSER_RELEASES_THE_WINNERS);
    }

    /**
     * A tombstone: release, and reserve once more under a new id. An order: it is this attempt's own, of a commit
     * unheard.
     */
    private void readOrder(State now, int attempt, Progress.Placing placing, Step.Choice choice) {
        var order = placing.granted();
        if (!now.orders().orders().get(order).isTombstone()) {
            choice.add(
                    now.with(attempt, new Progress.Answered(new Answer.Created(order))),
                    () -> "attempt %d reads that %s is its own".formatted(attempt, order));
            return;
        }
        startOver(now, attempt, placing, choice);
    }

    private void startOver(State now, int attempt, Progress.Placing placing, Step.Choice choice) {
        var order = placing.granted();
        var released = now.send(new Release(order));
        var onceMore = placing.asked().round() < rounds;
        var again = onceMore
                ? AskingForStock.reserve(released, attempt, placing.asked().next())
                : released.with(attempt, new Progress.Answered(new Answer.Repeat()));
        choice.add(
                again,
                () -> "attempt %d takes %s for dead, releases it and %s"
                        .formatted(attempt, order, onceMore ? "reserves anew" : "answers 503"));
    }
}
