package souk.shared.contract;

import java.time.Duration;
import souk.shared.bus.Operation;

/** What the orders service does for other services. */
public final class OrderOperations {

    /** Idempotent, and decides: an order that is not there when it is asked about can never be placed afterwards. */
    public static final Operation<AskFate, OrderFates> FATE =
            Operation.of("orders.fate.v1", AskFate.class, OrderFates.class).withTries(Duration.ofMillis(1_000), 2);

    private OrderOperations() {}
}
