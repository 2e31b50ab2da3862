package souk.orders.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a path of states that ends in a violation into a trace for people, without the sends that did not matter. */
final class Explanation {

    private final List<Role> roles;
    private final List<Role> senders;
    private final Reduction reduction;
    private final Checker checker;

    Explanation(List<Role> roles, List<Role> senders, Reduction reduction, Checker checker) {
        this.roles = roles;
        this.senders = senders;
        this.reduction = reduction;
        this.checker = checker;
    }

    Violation of(List<State> path) {
        var labels = new ArrayList<String>();
        for (int i = 1; i < path.size(); i++) {
            labels.addAll(between(path.get(i - 1), path.get(i)));
        }
        return shorten(path.get(0), labels);
    }

    private List<String> between(State from, State to) {
        var step = Role.steps(from, roles).stream()
                .filter(one -> reduction.apply(one.after(), senders).equals(to))
                .findFirst()
                .orElseThrow();
        var labels = new ArrayList<>(List.of(step.label().get()));
        labels.addAll(reduction.labels(step.after(), senders));
        return labels;
    }

    /** Leaves out one step after the other, from the last to the first, as long as something is violated in the end. */
    private Violation shorten(State start, List<String> labels) {
        var shortest = violation(start, labels).orElseThrow();
        for (int i = labels.size() - 1; i >= 0; i--) {
            var left = labels.remove(i);
            var shorter = violation(start, labels);
            if (shorter.isPresent()) {
                shortest = shorter.get();
            } else {
                labels.add(i, left);
            }
        }
        return shortest;
    }

    /** What is violated after these steps; those that cannot be taken, or change nothing, are passed over. */
    private Optional<Violation> violation(State start, List<String> labels) {
        var now = start;
        var taken = new ArrayList<String>();
        for (var label : labels) {
            var step = Role.steps(now, roles).stream()
                    .filter(one -> one.label().get().equals(label))
                    .findFirst();
            if (step.isPresent()) {
                now = step.get().after();
                taken.add(label);
            }
        }
        var end = now;
        var way = new Trace(taken, end);
        return checker.now(end).or(() -> checker.afterCrash(end)).map(found -> found.after(way));
    }
}
