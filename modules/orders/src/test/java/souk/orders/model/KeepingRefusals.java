package souk.orders.model;

import java.util.Optional;
import souk.orders.model.Attempt.Answer;
import souk.orders.model.Attempt.Progress;
import souk.orders.model.OrdersDatabase.KeyRow;

/**
 * Orders, place step 3: a refusal is a row under its key, committed before it is sent. An attempt without a key has
 * no row, and none is needed: nobody else can sell under its order id.
 */
record KeepingRefusals(Protocol protocol) implements Role {

    @Override
    public void offer(State now, Step.Choice choice) {
        for (int attempt : now.attempts().keys()) {
            var progress = now.attempts().get(attempt).progress();
            if (progress instanceof Progress.Refusing refusing) {
                keep(now, attempt, refusing, choice);
            }
        }
    }

    private void keep(State now, int attempt, Progress.Refusing refusing, Step.Choice choice) {
        var request = now.attempts().get(attempt).request();
        var refused = now.with(attempt, new Progress.Answered(new Answer.Refused()));
        var free = !now.orders().keys().has(request.key());
        if (!request.keyed() || free && protocol.has(Mutation.REFUSAL_ROW_LEFT_OUT)) {
            choice.add(refused, () -> "attempt %d answers that it is refused".formatted(attempt));
        } else if (free) {
            var kept = now.orders().insertKey(request.key(), new KeyRow(request.body(), Optional.empty()));
            choice.add(refused.with(kept), () -> "attempt %d commits its refusal and answers it".formatted(attempt));
            choice.add(
                    now.with(kept), () -> "attempt %d commits its refusal, but does not hear of it".formatted(attempt));
        } else if (protocol.has(Mutation.REFUSED_DOES_NOT_LOOK)) {
            choice.add(refused, () -> "attempt %d finds its key taken and refuses all the same".formatted(attempt));
        } else {
            choice.add(
                    now.with(attempt, new Progress.KeyTaken(refusing)),
                    () -> "attempt %d finds its key taken, its refusal is not written".formatted(attempt));
        }
    }
}
