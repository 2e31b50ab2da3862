package souk.shared.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UuidV7Test {

    @Test
    void theFirstOfAnInstantLiesBetweenThoseMadeBeforeAndAfter() {
        var now = Instant.now();
        var made = UuidV7.next().toString();

        assertThat(UuidV7.firstOf(now).toString()).isLessThanOrEqualTo(made);
        assertThat(UuidV7.firstOf(now.plusSeconds(60)).toString()).isGreaterThan(made);
    }

    @Test
    void theFirstOfAnInstantIsAUuidOfVersionSeven() {
        var first = UuidV7.firstOf(Instant.ofEpochMilli(0x0123456789abL));

        assertThat(first).hasToString("01234567-89ab-7000-8000-000000000000");
        assertThat(first.version()).isEqualTo(7);
        assertThat(first.variant()).isEqualTo(2);
    }
}
