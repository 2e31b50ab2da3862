package souk.checking;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import souk.local.check.Patience;
import souk.local.prove.Correctness;
import souk.local.prove.Finding;

class CheckersTest {
    private static final Patience SHORT = new Patience(Duration.ofSeconds(2), Duration.ofMillis(200));

    @Test
    void findNothingWrongWithTheShop() throws SQLException {
        try (var shop = new ShopInside(Classes.asBuilt())) {
            var load = new ShopLoad(shop);
            var t = System.nanoTime();
            var history = load.run();
            System.out.println(
                    (System.nanoTime() - t) / 1e9 + " s " + history.attempts().size());
            var findings = new Correctness(history, load.evidence()).findings();
            assertThat(findings).allMatch(Finding::holds);
            var report = shop.check(SHORT).run();
            System.out.println(report.text());
            assertThat(report.consistent()).as(report.text()).isTrue();
        }
    }
}
