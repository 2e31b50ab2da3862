package souk.orders.order;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.orders.ManyOrders.await;
import static souk.orders.ManyOrders.id;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import souk.orders.ManyOrders;
import souk.shared.http.Cursor;
import souk.shared.id.UuidV7;

/** What lists cost where there are many orders. */
class PlansOfListsTest {

    private static final int LIMIT = 20;
    private static final Instant FROM = Instant.ofEpochMilli(1_770_100_000_000L);
    private static final Instant TO = Instant.ofEpochMilli(1_770_150_000_000L);
    private static final Times ALWAYS = new Times(null, null);

    private static ManyOrders orders;

    @BeforeAll
    static void open() {
        orders = new ManyOrders();
    }

    @AfterAll
    static void close() {
        orders.close();
    }

    private static OrderFilter filter(String statuses, String customer, String product, boolean inTime) {
        return new OrderFilter(
                statuses == null ? List.of() : List.of(statuses.split(" ")),
                customer == null ? null : id(customer),
                product == null ? null : id(product),
                inTime ? new Times(FROM, TO) : ALWAYS,
                false);
    }

    @ParameterizedTest
    @CsvSource({
        ",,,false",
        ",,,true",
        ",c7,,false",
        ",c1,,false",
        ",c1,,true",
        ",nobody,,false",
        ",c7,p0,false",
        "completed,,,false",
        "refunded,,,false",
        "refunded shipped,,,false",
        "completed cancelled,,,true",
        "completed,c7,,false"
    })
    void aPageIsReadFromAnIndex(String statuses, String customer, String product, boolean inTime) {
        var reading =
                orders.reading(OrderListRepository.statement(filter(statuses, customer, product, inTime), null), LIMIT);
        assertThat(reading.plan()).doesNotContain("Seq Scan on order");
        assertThat(reading.pages()).as(reading.plan()).isLessThan(300);
    }

    @ParameterizedTest
    @CsvSource({
        "shipped,c1,",
        "refunded,,p0",
        ",,p0",
        ",,p77",
        ",,nothing",
        "completed,,p77",
        ",c1,nothing",
        "refunded,c1,p0"
    })
    void whatFitsHardlyAnythingLooksAtABoundedNumberOfOrders(String statuses, String customer, String product) {
        var reading =
                orders.reading(OrderListRepository.statement(filter(statuses, customer, product, false), null), LIMIT);
        assertThat(reading.plan()).doesNotContain("Seq Scan on order");
        assertThat(reading.pages()).as(reading.plan()).isLessThan(ListStatement.LOOKED_AT * 10);
    }

    @Test
    void goesOnBehindWhatItHasLookedAtUntilItHasFoundEverything() {
        var repository = new OrderListRepository(orders.database);
        for (var oldestFirst : List.of(true, false)) {
            var filter = new OrderFilter(List.of("refunded"), id("c1"), null, ALWAYS, oldestFirst);
            var found = new ArrayList<UUID>();
            UUID after = null;
            var pages = 0;
            do {
                var slice = await(repository.list(filter, after, LIMIT));
                slice.rows().forEach(order -> found.add(order.id()));
                after = slice.end();
                pages++;
            } while (after != null);
            assertThat(found).hasSize(1);
            assertThat(pages).isEqualTo(ManyOrders.ORDERS / 10 / ListStatement.LOOKED_AT + 1);
        }
    }

    @Test
    void aShortPageThatIsNotTheLastGoesOnBehindItsLastRowOrTheLastOneLookedAt() {
        var low = UuidV7.firstOf(FROM);
        var high = UuidV7.firstOf(TO);

        assertThat(next(new Slice<>(List.of(high), low), false)).isEqualTo(low);
        assertThat(next(new Slice<>(List.of(low), high), false)).isEqualTo(low);
        assertThat(next(new Slice<>(List.of(low), high), true)).isEqualTo(high);
        assertThat(next(new Slice<>(List.<UUID>of(), high), true)).isEqualTo(high);
        assertThat(new Slice<>(List.of(low), null)
                        .page("list", LIMIT, row -> row, true)
                        .next())
                .isNull();
    }

    private static UUID next(Slice<UUID> slice, boolean oldestFirst) {
        return Cursor.id(
                "list", slice.page("list", LIMIT, row -> row, oldestFirst).next());
    }
}
