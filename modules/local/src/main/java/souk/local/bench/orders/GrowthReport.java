package souk.local.bench.orders;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import souk.local.bench.Goal;
import souk.local.bench.Series;

/**
 * @param ordersBefore how many there were when the figures before were taken
 * @param orders how many there are
 * @param settings of the database that decide about durability
 * @param wrong what the own count of the placed orders found; empty when all is well
 */
public record GrowthReport(
        OrdersPlan plan,
        long ordersBefore,
        long orders,
        Map<String, String> settings,
        List<Row> rows,
        List<String> wrong) {
    private static final double BOUND = 1.2;
    private static final String LINE = "  %-22s %,9.0f/s %9.2f ms  %,9.0f/s %9.2f ms %7d %7.2f%n";

    public GrowthReport {
        var pace = rows.stream()
                .filter(row -> row.measured() == GrowthCase.CONTROL)
                .mapToDouble(Row::times)
                .findFirst()
                .orElse(1);
        rows = rows.stream().map(row -> row.at(pace)).toList();
        wrong = List.copyOf(wrong);
    }

    /** @param pace how many times as long the control took, which is the machine's doing */
    public record Row(GrowthCase measured, Series before, Series after, double pace) {
        Row(GrowthCase measured, Series before, Series after) {
            this(measured, before, after, 1);
        }

        Row at(double pace) {
            return new Row(measured, before, after, pace);
        }

        private double times() {
            return before.perSecond() / after.perSecond();
        }

        /** How many times as long one takes, on a machine as fast as it was before. */
        @JsonProperty
        public double ratio() {
            return Math.round(times() / pace * 100) / 100.0;
        }
    }

    @JsonProperty
    public List<Goal> goals() {
        return rows.stream()
                .filter(row -> row.measured() != GrowthCase.CONTROL)
                .map(row -> new Goal(row.measured().title() + ": times as long", row.ratio(), false, BOUND))
                .toList();
    }

    @JsonIgnore
    public boolean isClean() {
        return wrong.isEmpty()
                && rows.stream()
                        .allMatch(row -> row.before().errors() + row.after().errors() == 0);
    }

    @JsonIgnore
    public boolean reachesItsGoals() {
        return goals().stream().allMatch(Goal::isMet);
    }

    /** For people. */
    public String text() {
        var text = new StringBuilder("%nFrom %,d to %,d orders; %d rounds of %d s%n"
                .formatted(ordersBefore, orders, plan.rounds(), plan.seconds()));
        settings.forEach((name, value) -> text.append("%s %s  ".formatted(name, value)));
        text.append("%n%n  %-22s %11s %12s  %11s %12s %7s %7s%n"
                .formatted("WHAT", "BEFORE", "P50", "AFTER", "P50", "ERRORS", "TIMES"));
        for (var row : rows) {
            var before = row.before();
            var after = row.after();
            text.append(LINE.formatted(
                    row.measured().title(),
                    before.perSecond(),
                    before.p50Millis(),
                    after.perSecond(),
                    after.p50Millis(),
                    before.errors() + after.errors(),
                    row.ratio()));
        }
        text.append("%nGoals%n".formatted());
        goals().forEach(goal -> text.append(goal.shown()));
        wrong.forEach(what -> text.append("%n  WRONG: %s%n".formatted(what)));
        return text.toString();
    }
}
