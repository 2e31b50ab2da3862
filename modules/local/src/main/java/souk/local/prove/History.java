package souk.local.prove;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What all clients of a run meant and saw. */
public record History(List<KeyedOrder> orders, List<Attempt> attempts) {
    public History {
        orders = List.copyOf(orders);
        attempts = List.copyOf(attempts);
    }

    public Stream<Attempt> in(Phase phase) {
        return attempts.stream().filter(attempt -> attempt.phase() == phase);
    }

    /** Attempts to order by key, in the order in which they were answered. */
    Map<String, List<Attempt>> attemptsByKey() {
        return attempts.stream()
                .filter(attempt -> attempt.kind() == Attempt.Kind.ORDER)
                .sorted((one, other) -> Long.compare(one.endNanos(), other.endNanos()))
                .collect(Collectors.groupingBy(Attempt::key));
    }

    long count(Predicate<Attempt> which) {
        return attempts.stream().filter(which).count();
    }
}
