package souk.orders.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the state space small without leaving out anything that can happen.
 *
 * <p>A step that only sends is taken at once. A message that is in flight early can be received late, often or never,
 * and nobody's step waits for the absence of a message, so what is possible with fewer messages is possible with
 * more. And a message that can change nothing any more is {@linkplain Forgetting forgotten}. {@code NONE} explores
 * every interleaving; a test compares both where that is feasible.
 */
enum Reduction {
    /** Every interleaving. */
    NONE,
    /**
     * Sends at once and forgets. What may be forgotten is argued for the protocol as written; of a mutated one this
     * shows fewer violations, but none that is not there, because each is shown again step by step without any
     * reduction.
     */
    EAGER_AND_FORGETFUL;

    State apply(State state, List<Role> senders) {
        var now = state;
        while (this != NONE) {
            var next = now;
            for (var step : sends(now, senders)) {
                for (var message : step.after().messages().rows()) {
                    next = next.send(message);
                }
            }
            next = Forgetting.useless(next);
            if (next.equals(now)) {
                break;
            }
            now = next;
        }
        return now;
    }

    /** The labels of what {@link #apply} sends from here, some of which may not matter. */
    List<String> labels(State state, List<Role> senders) {
        var labels = new ArrayList<String>();
        var now = state;
        for (var sends = sends(now, senders); this != NONE && !sends.isEmpty(); sends = sends(now, senders)) {
            labels.add(sends.get(0).label().get());
            now = sends.get(0).after();
        }
        return labels;
    }

    private static List<Step> sends(State now, List<Role> senders) {
        return Role.steps(now, senders).stream()
                .filter(step -> step.after().sendsMoreThan(now))
                .toList();
    }
}
