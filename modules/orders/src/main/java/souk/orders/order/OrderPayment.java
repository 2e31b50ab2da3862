package souk.orders.order;

import java.util.Arrays;
import java.util.Locale;

/**
 * The money of an order, in the smallest unit of its currency.
 *
 * @param refunding on its way back
 * @param refunded back
 */
public record OrderPayment(State state, long paid, long refunding, long refunded) {

    public OrderPayment {
        if (refunding < 0 || refunded < 0 || refunding + refunded > paid) {
            throw new IllegalArgumentException("more goes back than has come");
        }
    }

    /** {@code VOIDING}: it was under way when the order ended, and is being undone. */
    public enum State {
        PENDING,
        DECLINED,
        PAID,
        VOIDING,
        VOIDED;

        /** The name in SQL. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State named(String label) {
            return Arrays.stream(values())
                    .filter(state -> state.label().equals(label))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Nothing has come (yet). */
    public static OrderPayment unpaid(State state) {
        return new OrderPayment(state, 0, 0, 0);
    }

    public static OrderPayment of(long paid) {
        return new OrderPayment(State.PAID, paid, 0, 0);
    }

    /** What could still be sent back. */
    public long left() {
        return paid - refunding - refunded;
    }

    public boolean isPaid() {
        return state == State.PAID;
    }

    /** All of it is back; never true of an order that cost nothing. */
    public boolean isAllBack() {
        return paid > 0 && refunded == paid;
    }

    public OrderPayment refundBegun(long amount) {
        return new OrderPayment(state, paid, refunding + amount, refunded);
    }

    public OrderPayment refundDone(long amount) {
        return new OrderPayment(state, paid, refunding - amount, refunded + amount);
    }

    public OrderPayment refundDeclined(long amount) {
        return new OrderPayment(state, paid, refunding - amount, refunded);
    }

    /** The name outside. */
    public String status() {
        if (!isPaid() || refunded == 0) {
            return state.label();
        }
        return isAllBack() ? "refunded" : "part-refunded";
    }
}
