package souk.orders.model;

import java.util.ArrayList;
import java.util.List;

/** A way from the start to a state, one line a step, and the state that it ends in. */
record Trace(List<String> steps, State end) {

    Trace {
        steps = List.copyOf(steps);
    }

    Trace then(Trace next) {
        var all = new ArrayList<>(steps);
        all.addAll(next.steps);
        return new Trace(all, next.end);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            text.append("%4d. %s%n".formatted(i + 1, steps.get(i)));
        }
        text.append("      products: stock %s%n".formatted(end.products().stock()));
        text.append("      products: reservations %s%n".formatted(end.products().reservations()));
        text.append("      orders:   keys %s%n".formatted(end.orders().keys()));
        text.append("      orders:   orders %s%n".formatted(end.orders().orders()));
        text.append("      orders:   outbox %s%n".formatted(end.orders().outbox()));
        for (var attempt : end.attempts().rows()) {
            text.append(
                    "      attempt %d (%s): %s%n".formatted(attempt.number(), attempt.request(), attempt.progress()));
        }
        return text.toString();
    }
}
