package souk.orders.checkout;

import java.util.UUID;
import souk.shared.bus.CallContext;

/**
 * One request to place an order, on its way.
 *
 * @param requestKey the client's Idempotency-Key, or null
 * @param requestHash hex SHA-256 of what the key stands for, or null with it
 * @param path of the request, for the problem that a refusal becomes
 */
record Attempt(OrderBody body, String requestKey, String requestHash, String path, CallContext context) {

    static final String ROUTE = "POST /api/v1/orders";

    PlaceOrder order() {
        return body.order();
    }

    UUID customer() {
        return context.caller().id();
    }

    boolean keyed() {
        return requestKey != null;
    }
}
