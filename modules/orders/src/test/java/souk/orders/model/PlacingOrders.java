package souk.orders.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import souk.orders.model.Attempt.Answer;
import souk.orders.model.Attempt.Progress;
import souk.orders.model.OrdersDatabase.KeyRow;
import souk.orders.model.OrdersDatabase.Order;
import souk.orders.model.OrdersDatabase.Status;

/**
 * Orders, place step 4: commit 2 for a batch of one or two attempts.
 *
 * <p>An unknown outcome of COMMIT (place step 5) is either an attempt that stops here, before or after the commit, or
 * one that runs its commit again without knowing of the first: that one is the second of the two steps offered.
 */
record PlacingOrders(Protocol protocol, boolean batches) implements Role {

    @Override
    public void offer(State now, Step.Choice choice) {
        var placing = now.attempts().keys().stream()
                .filter(attempt -> now.attempts().get(attempt).progress() instanceof Progress.Placing)
                .toList();
        for (var first : placing) {
            commit(now, List.of(first), choice);
            for (var second : batches ? placing : List.<Integer>of()) {
                if (!second.equals(first)) {
                    commit(now, List.of(first, second), choice);
                }
            }
        }
    }

    private void commit(State now, List<Integer> batch, Step.Choice choice) {
        var keyed = new ArrayList<Integer>();
        var committed = place(now, batch, insertKeys(now, batch, keyed), keyed);
        choice.add(committed, () -> "orders commits " + named(now, committed, batch));
        var unheard = now.with(committed.orders());
        if (!unheard.equals(now)) {
            choice.add(unheard, () -> "orders commits " + named(now, committed, batch) + ", but nobody hears of it");
        }
    }

    /** Key rows first, ON CONFLICT DO NOTHING RETURNING. An attempt without a key has nothing to collide with. */
    private OrdersDatabase insertKeys(State now, List<Integer> batch, List<Integer> returned) {
        var orders = now.orders();
        for (int attempt : batch) {
            var request = now.attempts().get(attempt).request();
            if (request.keyed() && orders.keys().has(request.key())) {
                continue;
            }
            returned.add(attempt);
            if (request.keyed()) {
                var row = new KeyRow(request.body(), Optional.of(granted(now, attempt)));
                orders = orders.insertKey(request.key(), row);
            }
        }
        return orders;
    }

    /** Then orders, likewise; the key row of an order that was not returned is deleted in the same transaction. */
    private State place(State now, List<Integer> batch, OrdersDatabase withKeys, List<Integer> keyed) {
        var orders = withKeys;
        var after = now;
        for (int attempt : batch) {
            var placing = (Progress.Placing) now.attempts().get(attempt).progress();
            var request = now.attempts().get(attempt).request();
            var order = placing.granted();
            if (!keyed.contains(attempt)) {
                after = after.with(attempt, new Progress.KeyTaken(placing));
            } else if (orders.orders().has(order)) {
                orders = protocol.has(Mutation.KEY_KEPT_WITHOUT_ORDER) ? orders : orders.deleteKey(request.key());
                after = after.with(attempt, new Progress.OrderTaken(placing));
            } else {
                orders = orders.write(order, new Order(request, Status.CONFIRMED, 0))
                        .write(Event.placed(order));
                after = after.with(attempt, new Progress.Answered(new Answer.Created(order)));
            }
        }
        return after.with(orders);
    }

    private static OrderId granted(State now, int attempt) {
        return ((Progress.Placing) now.attempts().get(attempt).progress()).granted();
    }

    private static String named(State now, State after, List<Integer> batch) {
        var names = batch.stream()
                .map(attempt -> "%s for attempt %d: %s"
                        .formatted(
                                granted(now, attempt),
                                attempt,
                                outcome(after.attempts().get(attempt))))
                .toList();
        return String.join(" and ", names);
    }

    private static String outcome(Attempt attempt) {
        if (attempt.progress() instanceof Progress.Answered answered) {
            return answered.answer().toString();
        }
        return attempt.progress() instanceof Progress.KeyTaken ? "the key is taken" : "the order id is taken";
    }
}
