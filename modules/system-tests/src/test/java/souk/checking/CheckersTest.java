package souk.checking;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import souk.local.check.Finding;
import souk.local.check.Patience;
import souk.local.prove.Attempt;
import souk.local.prove.Correctness;
import souk.testing.TestDatabase;

/** Customers come to a shop with a mistake in it, and what the checkers say of it afterwards. */
class CheckersTest {
    private static final Patience STRICT = new Patience(Duration.ofSeconds(1), Duration.ofMillis(100));
    private static final Patience LENIENT = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(1));
    private static final int ROUNDS = 5;

    private static TestDatabase orders;
    private static TestDatabase products;

    @BeforeAll
    static void create() {
        orders = TestDatabase.create();
        products = TestDatabase.create();
    }

    @AfterAll
    static void drop() {
        orders.close();
        products.close();
    }

    @Test
    void findNothingWrongWithTheShopAsItIs() throws SQLException {
        try (var shop = ShopInside.asBuilt()) {
            var load = new ShopLoad(shop);

            var history = load.run();

            assertThat(new Correctness(history, load.evidence()).findings())
                    .filteredOn(finding -> !finding.holds())
                    .isEmpty();
            var report = shop.check(LENIENT).run();
            assertThat(report.consistent()).as(report.text()).isTrue();
            var kinds = history.attempts().stream().map(Attempt::kind).distinct();
            assertThat(kinds).contains(Attempt.Kind.ORDER, Attempt.Kind.OTHER_BODY, Attempt.Kind.CANCEL);
            assertThat(shop.orders.number("SELECT count(*) FROM refunds")).isPositive();
            assertThat(shop.products.number("SELECT count(*) FROM stock_movements WHERE reason = 'shipped'"))
                    .isPositive();
            assertThat(history.attempts()).anyMatch(Attempt::refused).anyMatch(Attempt::cancelled);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutations")
    void noticeAMistake(Mutation mutation, String rule, @TempDir Path folder) throws SQLException {
        var classes = Classes.mutated(mutation, folder);
        try (var shop = mutation.preparation().isEmpty() ? reusing(classes) : prepared(classes, mutation)) {
            var load = new ShopLoad(shop);
            var broken = new TreeSet<String>();
            for (int round = 0; round < ROUNDS && !broken.contains(rule); round++) {
                var history = load.run();
                new Correctness(history, load.evidence())
                        .findings().stream()
                                .filter(finding -> !finding.holds())
                                .forEach(finding -> broken.add(finding.rule()));
                shop.check(STRICT).run().findings().stream().map(Finding::kind).forEach(broken::add);
            }
            assertThat(broken).contains(rule);
        }
    }

    /** Its databases are used again. */
    private static ShopInside reusing(URLClassLoader classes) {
        ShopInside.empty(orders);
        ShopInside.empty(products);
        return new ShopInside(classes, orders, products).leavingDatabases();
    }

    private static ShopInside prepared(URLClassLoader classes, Mutation mutation) {
        var shop = new ShopInside(classes, TestDatabase.create(), TestDatabase.create());
        shop.products.execute(mutation.preparation());
        return shop;
    }

    static Stream<Arguments> mutations() {
        return Mutations.all().entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }
}
