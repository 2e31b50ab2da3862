package souk.local.bench.orders;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is measured and for how long.
 *
 * @param clients numbers of clients, each measured for itself
 * @param warmUpSeconds of load before anything is measured
 */
public record OrdersPlan(
        int products, int seconds, int rounds, List<Integer> clients, Set<Part> parts, int warmUpSeconds) {
    /** What the bench consists of. */
    public enum Part {
        SPREAD,
        HOT,
        YARDSTICK,
        LATENCY,
        GATEWAY
    }

    public OrdersPlan {
        clients = clients.stream().sorted().distinct().toList();
        parts = EnumSet.copyOf(parts);
        require(products >= 1_000 && products <= 2_000_000, "--products must be 1000 to 2000000");
        require(seconds >= 1 && seconds <= 300, "--seconds must be 1 to 300");
        require(rounds >= 1 && rounds <= 100, "--rounds must be 1 to 100");
        require(warmUpSeconds >= 1 && warmUpSeconds <= 600, "--warm-up must be 1 to 600");
        require(clients.stream().allMatch(count -> count >= 1 && count <= 512), "--clients must be 1 to 512");
    }

    public Duration time() {
        return Duration.ofSeconds(seconds);
    }

    boolean has(Part part) {
        return parts.contains(part);
    }

    List<OrderCase> cases() {
        var cases = new ArrayList<OrderCase>();
        for (var choice : Choice.values()) {
            if (has(Part.valueOf(choice.name()))) {
                cases.addAll(OrderCase.of(choice, clients, has(Part.YARDSTICK)));
            }
        }
        return cases;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
