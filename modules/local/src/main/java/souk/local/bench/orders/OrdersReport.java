package souk.local.bench.orders;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import souk.local.bench.Goal;
import souk.local.bench.Series;

/**
 * @param products how many there are, and items of the yardstick
 * @param goods how many of them are ordered
 * @param settings of the database that decide about durability
 * @param latency null when it was not measured
 * @param gateway null when it was not measured
 * @param wrong what the own count of the orders found; empty when all is well
 */
public record OrdersReport(
        OrdersPlan plan,
        int products,
        int goods,
        int processors,
        Map<String, String> settings,
        List<Row> rows,
        Latency latency,
        GatewayHop gateway,
        List<String> wrong) {
    public OrdersReport {
        rows = List.copyOf(rows);
        wrong = List.copyOf(wrong);
    }

    /** @param cost of one order; null for the yardstick */
    public record Row(OrderCase measured, Series series, Cost cost) {}

    /**
     * How long orders take that come at a rate, whatever becomes of earlier ones.
     *
     * @param perSecond the rate of both
     * @param yardstick one statement; null without one
     */
    public record Latency(double perSecond, Series souk, Series yardstick) {
        /** How many times as long the slowest hundredth takes; null without a yardstick. */
        @JsonProperty
        public Double ratio() {
            return yardstick == null ? null : rounded(souk.p99Millis() / yardstick.p99Millis());
        }
    }

    /** The same load through the gateway and on one instance of orders. */
    public record GatewayHop(int clients, Series through, Series direct) {
        /** How much of the rate the gateway leaves. */
        @JsonProperty
        public double ratio() {
            return rounded(through.perSecond() / direct.perSecond());
        }
    }

    @JsonProperty
    public List<Goal> goals() {
        return OrdersGoals.of(this);
    }

    /** Whether all orders are there and no request failed. */
    @JsonIgnore
    public boolean isClean() {
        return wrong.isEmpty()
                && rows.stream().allMatch(row -> row.series().errors() == 0)
                && (latency == null || latency.souk().errors() == 0)
                && (gateway == null
                        || gateway.through().errors() + gateway.direct().errors() == 0);
    }

    @JsonIgnore
    public boolean reachesItsGoals() {
        return goals().stream().allMatch(Goal::isMet);
    }

    /** At its best number of clients. */
    Optional<Row> best(Choice choice, Who who) {
        return rows.stream()
                .filter(row ->
                        row.measured().choice() == choice && row.measured().who() == who)
                .max(Comparator.comparingDouble(row -> row.series().perSecond()));
    }

    Optional<Row> row(OrderCase measured) {
        return rows.stream().filter(row -> row.measured().equals(measured)).findFirst();
    }

    private static double rounded(double ratio) {
        return Math.round(ratio * 100) / 100.0;
    }
}
