package souk.gateway.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({
        "GET,,READ",
        "HEAD,,READ",
        "OPTIONS,,READ",
        "POST,k,KEYED",
        "POST,,NEVER",
        "POST,' ',NEVER",
        "PUT,k,NEVER",
        "PATCH,k,NEVER",
        "DELETE,k,NEVER",
        "BREW,k,NEVER"
    })
    void knowsWhatMayBeSentTwice(String method, String key, Repeating expected) {
        assertThat(Repeating.of(HttpMethod.valueOf(method), key)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "READ,2500,true,600",
        "READ,2500,false,2500",
        "READ,300,true,300",
        "KEYED,2500,true,1000",
        "KEYED,2500,false,2500",
        "WAITING,2500,true,2500",
        "NEVER,2500,true,2500"
    })
    void waitsLongOnlyWhereNobodyElseCanBeAsked(Repeating repeating, long left, boolean hasOther, long expected) {
        assertThat(repeating.patience(Duration.ofMillis(left), hasOther)).isEqualTo(Duration.ofMillis(expected));
    }
}
