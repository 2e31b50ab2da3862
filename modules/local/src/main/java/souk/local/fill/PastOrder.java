package souk.local.fill;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** An order of three lines that nobody placed. Everything about it follows from its number and from what there was. */
record PastOrder(int number, UUID customer, List<Line> lines, List<String> life) {
    private static final long SEED = 0x70617374L;
    private static final int CUSTOMERS = 50_000;
    static final int LINES = 3;
    private static final List<String> PAID = List.of("confirmed", "paid");
    private static final List<String> COMPLETED = List.of("confirmed", "paid", "shipped", "delivered", "completed");
    private static final List<String> CANCELLED = List.of("confirmed", "cancelled");
    private static final List<String> EXPIRED = List.of("confirmed", "expired");

    record Line(PastGood good, int quantity) {
        long total() {
            return good.priceMinor() * quantity;
        }
    }

    /**
     * One in twenty belongs to a regular customer.
     *
     * @param goods in the order of their ids, all in one currency
     */
    static PastOrder make(int number, List<PastGood> goods, List<UUID> regulars) {
        var random = new SplittableRandom(SEED + number);
        var customer = number % 20 == 0
                ? regulars.get(number / 20 % regulars.size())
                : MadeIds.customer(random.nextInt(CUSTOMERS));
        var third = goods.size() / LINES;
        var lines = List.of(
                line(goods.get(random.nextInt(third)), random),
                line(goods.get(third + random.nextInt(third)), random),
                line(goods.get(2 * third + random.nextInt(third)), random));
        return new PastOrder(number, customer, lines, life(random.nextInt(100)));
    }

    private static Line line(PastGood good, SplittableRandom random) {
        return new Line(good, 1 + random.nextInt(3));
    }

    /** Old ones are rarely open. None waits for its money: it would expire at once. */
    private static List<String> life(int percent) {
        return percent < 40 ? EXPIRED : percent < 55 ? CANCELLED : percent < 80 ? PAID : COMPLETED;
    }

    UUID id() {
        return MadeIds.order(number);
    }

    Instant at() {
        return MadeIds.orderedAt(number);
    }

    String status() {
        return life.get(life.size() - 1);
    }

    boolean isPaid() {
        return life.contains("paid");
    }

    boolean isShipped() {
        return life.contains("shipped");
    }

    /** The name of the state that its reservation is in. */
    String reservation() {
        return isShipped() ? "shipped" : isPaid() ? "firm" : "released";
    }

    long total() {
        return lines.stream().mapToLong(Line::total).sum();
    }

    String currency() {
        return lines.get(0).good().currency();
    }
}
