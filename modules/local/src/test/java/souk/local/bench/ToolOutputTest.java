package souk.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import souk.local.data.Json;
import souk.local.data.LocalFailure;

class ToolOutputTest {
    @Test
    void readsWhatWrkCounted() {
        var outcome = Wrk.parse("""
                Running 2s test @ http://127.0.0.1:8080
                  5000 requests in 2.00s, 3.00MB read

                {"requests":5000,"micros":2000000,"p50":3200,"p99":21500,"notOk":2,"broken":1,"placed":4997,"refused":2}
                """);

        assertThat(outcome.placed()).isEqualTo(4997);
        assertThat(outcome.measurement()).isEqualTo(new Measurement(2500, 3.2, 21.5, 3));
    }

    @Test
    void doesNotGuessWhenWrkSaysNothing() {
        assertThatThrownBy(() -> Wrk.parse("unable to connect")).isInstanceOf(LocalFailure.class);
    }

    @Test
    void readsWhatPgbenchCounted() {
        var measurement = Pgbench.measurement("""
                number of transactions actually processed: 9000
                number of failed transactions: 3 (0.033%)
                tps = 4500.25 (without initial connection time)
                """, List.of(1_000L, 2_000L, 3_000L, 9_000L));

        assertThat(measurement).isEqualTo(new Measurement(4500.25, 2, 9, 3));
    }

    @Test
    void showsMedianAndExtremes() {
        var series = Series.of(
                "souk",
                List.of(
                        new Measurement(300, 3, 30, 0),
                        new Measurement(100, 1, 10, 1),
                        new Measurement(200, 2, 20, 0)));

        assertThat(series).isEqualTo(new Series("souk", 200, 100, 300, 2, 20, 1));
    }

    @Test
    void isNotCleanWithErrorsAndShowsTheRatioToPeopleAndPrograms() {
        var souk = new Series("souk", 500, 400, 600, 1, 2, 1);
        var yardstick = new Series("yardstick", 1000, 900, 1100, 1, 2, 0);
        var row = new BenchReport.Row(Scenario.ORDERS, souk, yardstick);
        var report = new BenchReport(new Workload(10, 3, 16), 2, Map.of("fsync", "on"), List.of(row), List.of());

        assertThat(report.isClean()).isFalse();
        assertThat(new BenchText(report).text()).contains("0.50").contains("fsync on");
        assertThat(Json.pretty(report)).contains("\"ratio\" : 0.5").contains("\"seconds\" : 10");
    }
}
