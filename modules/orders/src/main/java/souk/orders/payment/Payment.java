package souk.orders.payment;

import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import souk.shared.money.Money;

/**
 * One try to pay for an order.
 *
 * @param id what the provider knows it by
 * @param provider its name, or {@link #ELSEWHERE}
 * @param reference of a payment that was made elsewhere, else null
 */
record Payment(UUID id, UUID orderId, State state, String provider, String reference, Money amount, Origin origin) {

    static final String ELSEWHERE = "elsewhere";

    /** {@code VOIDING}: the order ended first, so the charge is to be taken back, or never to be made. */
    enum State {
        BEGUN,
        CAPTURED,
        DECLINED,
        VOIDING,
        VOIDED;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State named(String label) {
            return Arrays.stream(values())
                    .filter(state -> state.label().equals(label))
                    .findFirst()
                    .orElseThrow();
        }
    }

    boolean isElsewhere() {
        return provider.equals(ELSEWHERE);
    }
}
