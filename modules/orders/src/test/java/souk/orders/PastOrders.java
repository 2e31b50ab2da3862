package souk.orders;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import souk.shared.id.UuidV7;
import souk.testing.TestDatabase;

/** Orders of any time and state, written as placing, paying and shipping would have left them. */
public final class PastOrders {

    private static final Random CHANCE = new Random(7);

    private final TestDatabase postgres;

    public PastOrders(TestDatabase postgres) {
        this.postgres = postgres;
    }

    /** An order of one euro a piece that is to be written. */
    public final class Past {

        private final UUID id;
        private final StringBuilder lines = new StringBuilder();
        private int number;

        private Past(UUID id) {
            this.id = id;
        }

        public Past with(UUID product, UUID seller, int quantity) {
            lines.append("""
                    INSERT INTO order_lines (order_id, line_no, product_id, seller_id, name, quantity, unit_price, product_version)
                    VALUES ('%s', %d, '%s', '%s', 'Thing', %d, 100, 1);""".formatted(id, ++number, product, seller, quantity));
            return this;
        }

        /** Its id began half a second before its time, as reserving takes a while. */
        public String of(UUID customer, String status, Instant at) {
            postgres.execute("""
                    INSERT INTO orders (id, customer_id, status, total_minor, currency, created_at, updated_at)
                    VALUES ('%s', '%s', '%s', 100, 'EUR', '%s', '%s');
                    INSERT INTO order_history (order_id, version, to_status, actor) VALUES ('%s', 1, 'confirmed', '%s');
                    %s""".formatted(id, customer, status, at, at, id, customer, lines));
            return id.toString();
        }
    }

    public Past begun(Instant at) {
        var first = UuidV7.firstOf(at.minus(Duration.ofMillis(500)));
        return new Past(
                new UUID(first.getMostSignificantBits(), first.getLeastSignificantBits() | CHANCE.nextLong() >>> 2));
    }

    /** One of a thing of somebody's. */
    public String one(UUID customer, String status, Instant at) {
        return begun(at).with(UuidV7.next(), UuidV7.next(), 1).of(customer, status, at);
    }
}
