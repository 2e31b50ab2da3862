package souk.orders.checkout;

import io.vertx.core.Future;
import java.util.UUID;
import souk.shared.bus.CallContext;
import souk.shared.contract.ReserveStock;
import souk.shared.contract.StockReserved;

/** What orders need of the products service. */
public interface Products {

    /** See {@link souk.shared.contract.ProductOperations#RESERVE}. */
    Future<StockReserved> reserve(ReserveStock request, CallContext context);

    /** Idempotent; whatever it does not do now, the sweeper or the outbox does later. */
    Future<Void> release(UUID orderId, CallContext context);
}
