package souk.shared.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final RetryBudget budget = new RetryBudget(clock::get);

    private int spendAll() {
        var spent = 0;
        while (spent < 10_000 && budget.spend()) {
            spent++;
        }
        return spent;
    }

    @Test
    void startsWithEnoughForASuddenDeath() {
        assertThat(spendAll()).isEqualTo(100);
    }

    @Test
    void earnsOneRepetitionWithTenRequests() {
        spendAll();
        IntStream.range(0, 200).forEach(n -> budget.earn());
        assertThat(spendAll()).isBetween(19, 20);
    }

    @Test
    void earnsTenASecondWithoutAnyRequests() {
        spendAll();
        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(spendAll()).isBetween(19, 20);
    }

    @Test
    void savesUpToABound() {
        clock.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(spendAll()).isEqualTo(1_000);
    }
}
