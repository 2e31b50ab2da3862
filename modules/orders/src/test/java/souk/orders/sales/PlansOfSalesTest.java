package souk.orders.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static souk.orders.ManyOrders.id;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import souk.orders.ManyOrders;
import souk.orders.order.Times;

/** What sales cost where there are many orders. */
class PlansOfSalesTest {

    private static final int LIMIT = 20;
    private static final Times TIMES =
            new Times(Instant.ofEpochMilli(1_770_100_000_000L), Instant.ofEpochMilli(1_770_150_000_000L));

    private static ManyOrders orders;

    @BeforeAll
    static void open() {
        orders = new ManyOrders();
    }

    @AfterAll
    static void close() {
        orders.close();
    }

    private static SalesFilter filter(String status, String product, boolean inTime) {
        return new SalesFilter(
                status == null ? List.of() : List.of(status),
                product == null ? null : id(product),
                inTime ? TIMES : new Times(null, null),
                false);
    }

    @ParameterizedTest
    @CsvSource({
        "s0,,,false,300",
        "s7,,,false,300",
        "s7,,,true,300",
        "s7,completed,,false,300",
        "nobody,,,false,300",
        "s0,,p0,false,300",
        "s7,,p0,false,20000",
        "s0,,p77,false,20000",
        "s0,shipped,,false,20000",
        "s0,refunded,p0,false,20000"
    })
    void aPageIsReadFromAnIndex(String seller, String status, String product, boolean inTime, long pages) {
        var reading =
                orders.reading(SalesRepository.statement(id(seller), filter(status, product, inTime), null), LIMIT);
        assertThat(reading.plan()).doesNotContain("Seq Scan on order");
        assertThat(reading.pages()).as(reading.plan()).isLessThan(pages);
    }
}
