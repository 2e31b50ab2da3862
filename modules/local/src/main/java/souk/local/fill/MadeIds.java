package souk.local.fill;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Ids that follow from numbers, in the shape of UUIDv7. A product's lies in 2025, so that what people make comes before
 * it in lists that show the newest first.
 */
public final class MadeIds {
    /** Products are "made" one every 20 s from here on. */
    private static final Instant FIRST_PRODUCT = Instant.parse("2025-01-01T00:00:00Z");

    private static final Instant FIRST_CATEGORY = Instant.parse("2024-12-01T00:00:00Z");
    private static final long MILLIS_BETWEEN = 20_000;

    /** Orders come after all products, one every 10 s. */
    private static final Instant FIRST_ORDER = Instant.parse("2025-09-01T00:00:00Z");

    private static final long MILLIS_BETWEEN_ORDERS = 10_000;
    private static final long ORDERS = 0x6f72646572L;
    private static final int ARRIVALS = 10;
    private static final long CUSTOMERS = 0x637573746fL;
    private static final long MOVEMENTS = 0x6d6f7665L;

    private MadeIds() {}

    /** Greater numbers have greater ids. */
    public static UUID product(int number) {
        return id(madeAt(number), number);
    }

    public static Instant madeAt(int number) {
        return FIRST_PRODUCT.plusMillis(number * MILLIS_BETWEEN);
    }

    /** Of its first stock. */
    static UUID movement(int number) {
        return id(madeAt(number).plusMillis(1), MOVEMENTS + number);
    }

    static UUID category(int number) {
        return id(FIRST_CATEGORY.plusSeconds(number), number);
    }

    /** Greater numbers have greater ids. */
    public static UUID order(int number) {
        return id(orderedAt(number), ORDERS + number);
    }

    static Instant orderedAt(int number) {
        return FIRST_ORDER.plusMillis(number * MILLIS_BETWEEN_ORDERS);
    }

    /** Somebody who has no account. */
    static UUID customer(int number) {
        return id(FIRST_CATEGORY.plusSeconds(number), CUSTOMERS + number);
    }

    /** Of the movement by which came in what a line of an order shipped. */
    static UUID arrival(int number, int line) {
        return ofOrder(number, ARRIVALS + line);
    }

    /** Something that belongs to an order. */
    static UUID ofOrder(int number, int part) {
        return id(orderedAt(number).plusMillis(part), ORDERS * part + number);
    }

    private static UUID id(Instant instant, long seed) {
        var random = new SplittableRandom(seed);
        var high = instant.toEpochMilli() << 16 | 0x7000 | random.nextLong() & 0xfff;
        return new UUID(high, random.nextLong() & 0x3fff_ffff_ffff_ffffL | Long.MIN_VALUE);
    }
}
