package souk.shared.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import souk.shared.bus.CallContext;

class TraceParentTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void writesEachPartInItsFullLengthWithLeadingZeros() {
        assertThat(TraceParent.of(1, 0xabcL, -1L)).isEqualTo("00-00000000000000010000000000000abc-ffffffffffffffff-01");
    }

    @Test
    void makesAnotherWellFormedOneEachTime() {
        var made = Stream.generate(TraceParent::next).limit(1_000).toList();
        assertThat(made).doesNotHaveDuplicates().allMatch(TraceParent::isWellFormed);
    }

    @Test
    void whatAServiceDoesOfItselfHasATraceToo() {
        var context = CallContext.onOwnBehalf(Duration.ofSeconds(1));
        assertThat(context.traceparent()).matches(TraceParent::isWellFormed);
        assertThat(context.traceId()).hasSize(32).isEqualTo(TraceParent.traceId(context.traceparent()));
    }

    @Test
    void findsTheTraceId() {
        assertThat(TraceParent.traceId("00-" + TRACE + "-00f067aa0ba902b7-01")).isEqualTo(TRACE);
        assertThat(TraceParent.traceId("00-short")).isNull();
        assertThat(TraceParent.traceId(null)).isNull();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"
            })
    void takesNothingElseForOne(String traceparent) {
        assertThat(TraceParent.isWellFormed(traceparent)).isFalse();
    }
}
