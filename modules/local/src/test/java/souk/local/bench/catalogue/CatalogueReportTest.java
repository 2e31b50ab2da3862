package souk.local.bench.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import souk.local.bench.Goal;
import souk.local.bench.Series;
import souk.local.bench.Workload;
import souk.local.data.Json;

class CatalogueReportTest {
    private static final CatalogueReport.Row READ =
            new CatalogueReport.Row(CatalogueCase.READ, souk(4_000, 2, 9), yardstick(10_000), null);

    @Test
    void reachesAGoalExactlyAtItsBound() {
        assertThat(new Goal("times the yardstick", 0.35, true, 0.35).isMet()).isTrue();
        assertThat(new Goal("times the yardstick", 0.34, true, 0.35).isMet()).isFalse();
        assertThat(new Goal("p99 in ms", 50, false, 50).isMet()).isTrue();
        assertThat(new Goal("p99 in ms", 50.1, false, 50).isMet()).isFalse();
    }

    @Test
    void comparesTheDeepPageWithTheFirstOneByTimeAndByRate() {
        var first = new CatalogueReport.Row(CatalogueCase.FIRST_PAGE, souk(1_000, 10, 20), null, null);
        var deep = new CatalogueReport.Row(CatalogueCase.DEEP_PAGE, souk(500, 12, 30), null, null);

        assertThat(report(List.of(first, deep), List.of()).goals())
                .extracting(Goal::found, Goal::isMet)
                .containsExactly(tuple(1.2, true), tuple(2.0, false));
    }

    @Test
    void wantsOfASearchBothItsRateAndItsSlowestHundredth() {
        var fast = new CatalogueReport.Row(CatalogueCase.TWO_WORDS, souk(2_000, 8, 51), yardstick(100), null);

        assertThat(report(List.of(fast), List.of()).goals())
                .extracting(Goal::isMet)
                .containsExactly(true, false);
    }

    @Test
    void hasNoGoalsForWhatWasNotMeasured() {
        var alone = new CatalogueReport.Row(CatalogueCase.READ, souk(4_000, 2, 9), null, null);

        assertThat(report(List.of(alone), List.of()).goals()).isEmpty();
        assertThat(alone.ratio()).isNull();
    }

    @Test
    void isCleanWithGoalsMissedButNotWithErrorsOrSomethingMissing() {
        var failed = new Series("souk", 100, 90, 110, 1, 2, 1);
        var slow = new CatalogueReport.Row(CatalogueCase.READ, souk(1, 2, 9), yardstick(10_000), null);
        var wrong = new CatalogueReport.Row(CatalogueCase.READ, failed, yardstick(100), null);

        assertThat(report(List.of(slow), List.of()).isClean()).isTrue();
        assertThat(report(List.of(slow), List.of()).reachesItsGoals()).isFalse();
        assertThat(report(List.of(wrong), List.of()).isClean()).isFalse();
        assertThat(report(List.of(READ), List.of("search: 400")).isClean()).isFalse();
    }

    @Test
    void showsRatiosGrowthGoalsAndLoudlyASequentialScan() {
        var grown =
                new CatalogueReport.Row(CatalogueCase.READ, souk(4_000, 2, 9), yardstick(10_000), souk(5_000, 1.6, 5));
        var scan = new StatementPlan(
                CatalogueCase.READ, "SELECT all of it", List.of("seq scan products"), List.of("products"));
        var report = new CatalogueReport(
                new Workload(5, 3, 16), 1_000_000, 10_000, 2, Map.of(), List.of(grown), List.of(), List.of(scan));

        assertThat(new CatalogueText(report).text())
                .contains("1,000,000 products", "0.40", "1.25", "met      one product: times the yardstick")
                .contains("!!! SEQUENTIAL SCAN of [products] for \"one product\": SELECT all of it");
        assertThat(Json.pretty(report)).contains("\"ratio\" : 0.4", "\"growth\" : 1.25", "\"goals\" :");
    }

    private static CatalogueReport report(List<CatalogueReport.Row> rows, List<String> missing) {
        return new CatalogueReport(new Workload(5, 3, 16), 1_000_000, 0, 2, Map.of(), rows, missing, List.of());
    }

    private static Series souk(double perSecond, double p50, double p99) {
        return new Series("souk", perSecond, perSecond, perSecond, p50, p99, 0);
    }

    private static Series yardstick(double perSecond) {
        return new Series("yardstick", perSecond, perSecond, perSecond, 1, 2, 0);
    }
}
