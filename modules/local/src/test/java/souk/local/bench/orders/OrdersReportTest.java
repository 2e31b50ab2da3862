package souk.local.bench.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import souk.local.bench.Goal;
import souk.local.bench.Series;
import souk.local.data.Json;

class OrdersReportTest {
    private static final Cost COST = new Cost(Map.of("orders-1", 120.0, "auth-1", 0.2), 400, 0.1, 3_000);

    @Test
    void measuresOursRightAfterTheYardstickWithAsManyClients() {
        assertThat(OrderCase.of(Choice.HOT, List.of(16, 256), true))
                .extracting(OrderCase::who, OrderCase::clients)
                .containsExactly(
                        tuple(Who.NAIVE, 16),
                        tuple(Who.STATEMENT, 16),
                        tuple(Who.BATCH_32, 16),
                        tuple(Who.BATCH_128, 16),
                        tuple(Who.SOUK, 16),
                        tuple(Who.SOUK, 256));
        assertThat(OrderCase.of(Choice.SPREAD, List.of(16), false))
                .extracting(OrderCase::who)
                .containsExactly(Who.SOUK);
    }

    @Test
    void comparesEachAtItsBestNumberOfClientsButTheNaiveHotOneAt64() {
        var report = report(
                row(Choice.SPREAD, Who.NAIVE, 16, 2_000),
                row(Choice.SPREAD, Who.STATEMENT, 16, 4_000),
                row(Choice.SPREAD, Who.STATEMENT, 64, 3_000),
                row(Choice.SPREAD, Who.SOUK, 64, 3_000),
                row(Choice.SPREAD, Who.SOUK, 256, 4_400),
                row(Choice.HOT, Who.NAIVE, 16, 1_000),
                row(Choice.HOT, Who.NAIVE, 64, 500),
                row(Choice.HOT, Who.SOUK, 64, 2_600),
                row(Choice.HOT, Who.SOUK, 256, 2_200));

        assertThat(report.goals()).extracting(Goal::found).containsExactly(1.1, 2.2, 0.59, 5.2);
        assertThat(report.goals()).extracting(Goal::isMet).containsExactly(true, true, false, true);
        assertThat(report.reachesItsGoals()).isFalse();
    }

    @Test
    void comparesTheSlowestHundredthAndTheRateWithoutTheGateway() {
        var report = new OrdersReport(
                plan(),
                1_000,
                500,
                2,
                Map.of(),
                List.of(),
                new OrdersReport.Latency(700, series(700, 30, 0), series(700, 9, 0)),
                new OrdersReport.GatewayHop(64, series(700, 9, 0), series(1_000, 9, 0)),
                List.of());

        assertThat(report.goals()).extracting(Goal::found).containsExactly(3.33, 0.7);
        assertThat(report.goals()).extracting(Goal::isMet).containsExactly(false, true);
    }

    @Test
    void isNotCleanWithErrorsOrWhenOrdersAreMissing() {
        var good = new OrdersReport.Row(new OrderCase(Choice.SPREAD, Who.SOUK, 64), series(1_000, 9, 0), COST);
        var bad = new OrdersReport.Row(new OrderCase(Choice.SPREAD, Who.SOUK, 64), series(1_000, 9, 1), COST);

        assertThat(report(good).isClean()).isTrue();
        assertThat(report(bad).isClean()).isFalse();
        assertThat(new OrdersReport(
                                plan(), 1_000, 500, 2, Map.of(), List.of(good), null, null, List.of("3 are missing"))
                        .isClean())
                .isFalse();
    }

    @Test
    void showsRatesCostsGoalsAndWhatIsWrong() {
        var report = new OrdersReport(
                plan(),
                1_000_000,
                100_000,
                2,
                Map.of("fsync", "on"),
                List.of(row(Choice.SPREAD, Who.STATEMENT, 64, 4_000), row(Choice.SPREAD, Who.SOUK, 64, 4_400)),
                null,
                null,
                List.of("3 are missing"));

        assertThat(new OrdersText(report).text())
                .contains("over 100,000 of 1,000,000 products", "fsync on", "4,400", "orders-1 120 µs")
                .contains("met      spread: times one statement", "1.10", "WRONG: 3 are missing")
                .doesNotContain("auth-1");
        assertThat(Json.pretty(report)).contains("\"goals\" :", "\"cpuMicros\" :");
    }

    @Test
    void refusesNumbersThatMakeNoSense() {
        assertThatThrownBy(() -> new OrdersPlan(10, 5, 5, List.of(1), EnumSet.allOf(OrdersPlan.Part.class), 30))
                .hasMessageContaining("--products");
        assertThatThrownBy(() -> new OrdersPlan(1_000, 5, 5, List.of(0), EnumSet.allOf(OrdersPlan.Part.class), 30))
                .hasMessageContaining("--clients");
    }

    private static OrdersReport report(OrdersReport.Row... rows) {
        return new OrdersReport(plan(), 1_000, 500, 2, Map.of(), List.of(rows), null, null, List.of());
    }

    private static OrdersPlan plan() {
        return new OrdersPlan(1_000, 5, 5, List.of(1, 64), EnumSet.allOf(OrdersPlan.Part.class), 30);
    }

    private static OrdersReport.Row row(Choice choice, Who who, int clients, double perSecond) {
        return new OrdersReport.Row(
                new OrderCase(choice, who, clients), series(perSecond, 9, 0), who == Who.SOUK ? COST : null);
    }

    private static Series series(double perSecond, double p99, long errors) {
        return new Series("it", perSecond, perSecond, perSecond, 2, p99, errors);
    }
}
