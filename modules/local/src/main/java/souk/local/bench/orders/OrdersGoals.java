package souk.local.bench.orders;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import souk.local.bench.Goal;

/** What orders must reach; only goals whose both sides were measured. */
final class OrdersGoals {
    private static final int MANY = 64;
    private static final double OF_STATEMENT = 1.0;
    private static final double OF_NAIVE = 1.8;
    private static final double HOT_OF_SPREAD = 0.7;
    private static final double HOT_OF_NAIVE = 5;
    private static final double P99_OF_STATEMENT = 3;
    private static final double OF_DIRECT = 0.7;

    private OrdersGoals() {}

    static List<Goal> of(OrdersReport report) {
        var goals = new ArrayList<Goal>();
        var spread = report.best(Choice.SPREAD, Who.SOUK);
        ratio("spread: times one statement, best of each", spread, report.best(Choice.SPREAD, Who.STATEMENT))
                .map(found -> atLeast(found, OF_STATEMENT))
                .ifPresent(goals::add);
        ratio("spread: times ten statements, best of each", spread, report.best(Choice.SPREAD, Who.NAIVE))
                .map(found -> atLeast(found, OF_NAIVE))
                .ifPresent(goals::add);
        ratio("hot: times our spread, best of each", report.best(Choice.HOT, Who.SOUK), spread)
                .map(found -> atLeast(found, HOT_OF_SPREAD))
                .ifPresent(goals::add);
        ratio("hot: times ten statements, both at 64", at64(report, Who.SOUK), at64(report, Who.NAIVE))
                .map(found -> atLeast(found, HOT_OF_NAIVE))
                .ifPresent(goals::add);
        if (report.latency() != null && report.latency().ratio() != null) {
            var ratio = report.latency().ratio();
            goals.add(new Goal("p99 at 70 %: times one statement", ratio, false, P99_OF_STATEMENT));
        }
        if (report.gateway() != null) {
            goals.add(new Goal(
                    "through the gateway: times direct", report.gateway().ratio(), true, OF_DIRECT));
        }
        return goals;
    }

    private static Optional<OrdersReport.Row> at64(OrdersReport report, Who who) {
        return report.row(new OrderCase(Choice.HOT, who, MANY));
    }

    private record Found(String what, double ratio) {}

    private static Optional<Found> ratio(
            String what, Optional<OrdersReport.Row> one, Optional<OrdersReport.Row> other) {
        return one.flatMap(ours -> other.map(theirs -> new Found(
                what, Math.round(ours.series().perSecond() / theirs.series().perSecond() * 100) / 100.0)));
    }

    private static Goal atLeast(Found found, double bound) {
        return new Goal(found.what(), found.ratio(), true, bound);
    }
}
