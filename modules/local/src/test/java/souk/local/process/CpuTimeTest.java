package souk.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CpuTimeTest {
    private static final String STAT =
            "42 (a name) (with 7 brackets)) S 1 42 42 0 -1 4194560 100 0 0 0 150 50 30 20 20 0 1 0 100";

    @Test
    void findsTheTimesBehindANameWithBlanksAndBrackets() {
        assertThat(CpuTime.sum(STAT, 11)).isEqualTo(2_000_000);
        assertThat(CpuTime.sum(STAT, 13)).isEqualTo(500_000);
    }

    @Test
    void leavesOutWhatProcessorsSpendIdleOrWaiting() {
        assertThat(CpuTime.busy("cpu  100 20 30 9000 8000 4 5 0 0 0")).isEqualTo(1_590_000);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void readsItsOwnAndKnowsNoneOfAProcessThatIsGone() {
        assertThat(CpuTime.of(ProcessHandle.current().pid()).orElseThrow()).isPositive();
        assertThat(CpuTime.ofMachine().orElseThrow()).isPositive();
        assertThat(CpuTime.of(Integer.MAX_VALUE)).isEmpty();
    }
}
