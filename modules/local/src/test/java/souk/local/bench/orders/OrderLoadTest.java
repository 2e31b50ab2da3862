package souk.local.bench.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderLoadTest {
    private static final String PRINTED = """
            Running 7s test @ http://127.0.0.1:8080

            {"requests":%d,"micros":7000000,"p50":3200,"p99":21500,"notOk":%d,"broken":0,"placed":%d,"asked":%d,\
            "first":1700000000000000,"last":1700000005000000}
            """;

    @Test
    void countsWhatWasAcknowledgedBetweenTheFirstRequestAndTheLastAnswer() {
        var sent = OrderLoad.parse(PRINTED.formatted(10_000, 0, 10_000, 10_000));

        assertThat(sent.first()).isEqualTo(Instant.parse("2023-11-14T22:13:20Z"));
        assertThat(sent.placed()).isEqualTo(10_000);
        assertThat(sent.unanswered()).isZero();
        assertThat(sent.measurement().perSecond()).isEqualTo(2_000);
        assertThat(sent.measurement().p99Millis()).isEqualTo(21.5);
        assertThat(sent.measurement().errors()).isZero();
    }

    @Test
    void takesARefusalAndAMissingAnswerForErrors() {
        var sent = OrderLoad.parse(PRINTED.formatted(9_999, 2, 9_997, 10_002));

        assertThat(sent.unanswered()).isEqualTo(3);
        assertThat(sent.measurement().errors()).isEqualTo(5);
    }

    @Test
    void knowsTheLeastIdThatAnOrderCanHaveAtAnInstant() {
        assertThat(Ledger.firstId(Instant.ofEpochMilli(0x0123_4567_89abL)))
                .isEqualTo(UUID.fromString("01234567-89ab-0000-0000-000000000000"));
    }

    @Test
    void dividesWhatWasUsedByTheOrders() {
        var before = new Meter.Reading(Map.of("orders-1", 1_000L), 5_000, 10, 100);
        var after = new Meter.Reading(Map.of("orders-1", 3_000L, "postgres: orders", 500L), 9_000, 20, 2_100);

        assertThat(after.since(before, 10))
                .isEqualTo(new Cost(Map.of("orders-1", 200.0, "postgres: orders", 50.0), 400, 1, 200));
    }

    @Test
    void showsTheMedianOfEachFigureAndNothingForWhoWasNotThere() {
        var costs = List.of(
                new Cost(Map.of("a", 3.0), 30, 1, 300),
                new Cost(Map.of("a", 1.0, "b", 7.0), 20, 3, 100),
                new Cost(Map.of("a", 2.0), 10, 2, 200));

        assertThat(Cost.median(costs)).isEqualTo(new Cost(Map.of("a", 2.0, "b", 0.0), 20, 2, 200));
    }
}
