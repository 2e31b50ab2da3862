package souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The short form of `souk prove`; the command takes longer and can be repeated. */
class KillRunIT {
    private static LocalShop shop;

    @BeforeAll
    static void open() {
        shop = LocalShop.up(2);
    }

    @AfterAll
    static void close() {
        if (shop != null) {
            shop.close();
        }
    }

    @Test
    void noClientNoticesThatInstancesAreKilled() {
        var run = shop.souk("prove", "kill", "--seconds", "16");

        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.out()).contains("kill products-1", "kill orders-1", "kill auth-1", "kill gateway-1");
    }

    @Test
    void aFrozenInstanceIsTroubleForThreeSecondsAtMost() {
        var run = shop.souk("prove", "pause", "--for", "12");

        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.out()).contains("pause products-1", "resume products-1");
    }
}
