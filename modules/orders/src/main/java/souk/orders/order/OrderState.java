package souk.orders.order;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where an order can be, and where it can go from there. {@link Move} says who may take it there. */
public enum OrderState {
    CONFIRMED,
    PAID,
    SHIPPED,
    DELIVERED,
    COMPLETED,
    CANCELLED,
    EXPIRED,
    REFUNDED;

    private static final Map<OrderState, Set<OrderState>> EXITS = new EnumMap<>(Map.of(
            CONFIRMED, EnumSet.of(PAID, CANCELLED, EXPIRED),
            PAID, EnumSet.of(SHIPPED, CANCELLED, REFUNDED),
            SHIPPED, EnumSet.of(DELIVERED, REFUNDED),
            DELIVERED, EnumSet.of(COMPLETED, REFUNDED),
            COMPLETED, EnumSet.of(REFUNDED),
            CANCELLED, EnumSet.noneOf(OrderState.class),
            EXPIRED, EnumSet.noneOf(OrderState.class),
            REFUNDED, EnumSet.noneOf(OrderState.class)));

    public static Optional<OrderState> named(String name) {
        return Arrays.stream(values())
                .filter(state -> state.label().equals(name))
                .findFirst();
    }

    /** The name outside and in SQL. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean mayBecome(OrderState next) {
        return EXITS.get(this).contains(next);
    }

    /** Where it can go, in the order of an order's life. */
    public List<OrderState> exits() {
        return List.copyOf(EXITS.get(this));
    }

    /** Ended without a sale: what it had reserved goes back. */
    public boolean gaveUp() {
        return this == CANCELLED || this == EXPIRED;
    }
}
