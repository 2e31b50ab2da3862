package souk.orders.checkout;

import io.vertx.core.Future;
import java.util.UUID;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.contract.ProductOperations;
import souk.shared.contract.ReleaseStock;
import souk.shared.contract.ReserveStock;
import souk.shared.contract.StockReserved;

/** The products service behind the event bus. */
public record BusProducts(Bus bus) implements Products {

    @Override
    public Future<StockReserved> reserve(ReserveStock request, CallContext context) {
        return bus.call(ProductOperations.RESERVE, request, context);
    }

    @Override
    public Future<Void> release(UUID orderId, CallContext context) {
        return bus.call(ProductOperations.RELEASE, new ReleaseStock(orderId), context)
                .mapEmpty();
    }
}
