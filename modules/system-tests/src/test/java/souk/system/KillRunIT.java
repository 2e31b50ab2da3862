package souk.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void noClientNoticesThatInstancesAreKilled(@TempDir Path folder) {
        var history = folder.resolve("run.ndjson").toString();
        var run = shop.souk("prove", "kill", "--seconds", "16", "--history", history);

        assertThat(run.exitCode()).as(run.all()).isZero();
        var judged = shop.souk("check", "--history", history);
        assertThat(judged.exitCode()).as(judged.all()).isZero();
        assertThatAllAddsUp();
        assertThat(run.out()).contains("kill products-1", "kill orders-1", "kill auth-1", "kill gateway-1");
    }

    @Test
    void aFrozenInstanceIsTroubleForThreeSecondsAtMost() {
        var run = shop.souk("prove", "pause", "--for", "12");

        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThatAllAddsUp();
        assertThat(run.out()).contains("pause products-1", "resume products-1");
    }

    @Test
    void noClientNoticesThatGatewaysAreRestartedOneAfterTheOther() {
        var run = shop.souk("prove", "restart", "--service", "gateway", "--pause", "6", "--warm-up", "6");

        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThatAllAddsUp();
        assertThat(run.out()).contains("gateway-1 leaves", "gateway-2 leaves", "no request failed");
    }

    private static void assertThatAllAddsUp() {
        var check = shop.souk("check");
        assertThat(check.exitCode()).as(check.all()).isZero();
        assertThat(check.out()).contains("All of it adds up.");
    }
}
