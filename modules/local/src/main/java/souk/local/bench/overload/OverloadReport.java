package souk.local.bench.overload;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import souk.local.bench.Goal;

/**
 * @param limits the rate limits that were on, as the gateway tells its clients
 * @param peak orders a second, the best of all numbers of clients
 * @param peakClients how many clients that were
 * @param peakAfter with as many clients, after it all: how much the machine itself has changed meanwhile
 * @param offered orders a second that were offered in the overload
 * @param goodput of them placed
 * @param refused of them, a second
 * @param failed that were neither placed nor refused, in all; the services may have placed some of them
 * @param calmP99 milliseconds at half the peak, before
 * @param placedP50 milliseconds, in the overload
 * @param placedP99 likewise
 * @param refusedP99 likewise
 * @param memoryBefore bytes of all gateways, after a quarter of the overload
 * @param memoryMost bytes of all gateways, from then on
 * @param untilNormal seconds after it
 * @param wrong what counting the orders again found; empty when all is well
 */
public record OverloadReport(
        OverloadPlan plan,
        String limits,
        double peak,
        int peakClients,
        double peakAfter,
        double offered,
        double goodput,
        double refused,
        long failed,
        double calmP99,
        double placedP50,
        double placedP99,
        double refusedP99,
        long memoryBefore,
        long memoryMost,
        double untilNormal,
        List<String> wrong) {
    private static final double MEGABYTE = 1024.0 * 1024;

    public OverloadReport {
        wrong = List.copyOf(wrong);
    }

    OverloadReport with(List<String> found) {
        return new OverloadReport(
                plan,
                limits,
                peak,
                peakClients,
                peakAfter,
                offered,
                goodput,
                refused,
                failed,
                calmP99,
                placedP50,
                placedP99,
                refusedP99,
                memoryBefore,
                memoryMost,
                untilNormal,
                found);
    }

    @JsonProperty
    public List<Goal> goals() {
        return List.of(
                new Goal("offered: times the peak", rounded(offered / best()), true, plan.times() * 0.95),
                new Goal("placed: times the peak", rounded(goodput / best()), true, 0.8),
                new Goal("placed in, p99, ms", rounded(placedP99), false, 1_000),
                new Goal("refused in, p99, ms", rounded(refusedP99), false, 50),
                new Goal(
                        "memory of the gateways: times after a quarter",
                        rounded((double) memoryMost / memoryBefore),
                        false,
                        1.25),
                new Goal("normal again after, s", untilNormal, false, 5));
    }

    private double best() {
        return Math.max(peak, peakAfter);
    }

    public boolean isClean() {
        return wrong.isEmpty();
    }

    public boolean reachesItsGoals() {
        return goals().stream().allMatch(Goal::isMet);
    }

    /** For people. */
    public String text() {
        var text = new StringBuilder();
        text.append("%nServices and database on one processor, gateways and load generator on another%n".formatted());
        text.append("rate limits: %s%n%n".formatted(limits));
        text.append("  at best        %,8.0f orders/s, %d clients; %,.0f afterwards%n"
                .formatted(peak, peakClients, peakAfter));
        text.append("  at half of it  p99 %.1f ms%n".formatted(calmP99));
        text.append("  overload       %,8.0f offered/s for %d s%n".formatted(offered, plan.seconds()));
        text.append("                 %,8.0f placed/s   p50 %.1f ms, p99 %.1f ms%n"
                .formatted(goodput, placedP50, placedP99));
        text.append("                 %,8.0f refused/s  p99 %.1f ms; %d undecided or failed%n"
                .formatted(refused, refusedP99, failed));
        text.append("  gateways       %.0f MB after a quarter of it, %.0f MB at most from then on%n"
                .formatted(memoryBefore / MEGABYTE, memoryMost / MEGABYTE));
        text.append("%nGoals%n".formatted());
        goals().forEach(goal -> text.append(goal.shown()));
        wrong.forEach(found -> text.append("%n  WRONG: %s%n".formatted(found)));
        return text.toString();
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
