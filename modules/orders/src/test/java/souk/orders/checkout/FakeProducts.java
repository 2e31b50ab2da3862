package souk.orders.checkout;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import souk.shared.bus.CallContext;
import souk.shared.contract.ReserveStock;
import souk.shared.contract.StockReserved;
import souk.shared.contract.StockReserved.ReservedLine;
import souk.shared.id.UuidV7;
import souk.shared.money.Money;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;

/** A products service in memory: one product after another at 10.00, with as much stock as a test gives it. */
final class FakeProducts implements Products {

    private static final UUID SELLER = UuidV7.next();

    final Map<UUID, StockReserved> held = new HashMap<>();
    final List<UUID> released = new ArrayList<>();
    private final Map<String, UUID> heldByKey = new HashMap<>();
    private int stock;
    private Function<StockReserved, Future<StockReserved>> onItsWay = Future::succeededFuture;

    FakeProducts(int stock) {
        this.stock = stock;
    }

    /** What happens between the reservation and its arrival at the caller. */
    void onItsWay(Function<StockReserved, Future<StockReserved>> happening) {
        onItsWay = happening;
    }

    void restock(int pieces) {
        stock += pieces;
    }

    int stock() {
        return stock;
    }

    @Override
    public synchronized Future<StockReserved> reserve(ReserveStock request, CallContext context) {
        var key = request.caller() + "/" + request.requestKey();
        if (request.requestKey() != null && heldByKey.containsKey(key)) {
            return onItsWay.apply(held.get(heldByKey.get(key)));
        }
        var pieces = request.lines().stream()
                .mapToInt(ReserveStock.OrderLine::quantity)
                .sum();
        if (pieces > stock) {
            return Future.failedFuture(
                    Problem.of(ProblemCode.INSUFFICIENT_STOCK, "too few").refusal());
        }
        stock -= pieces;
        var reserved = new StockReserved(
                request.orderId(),
                request.lines().stream()
                        .map(line -> new ReservedLine(
                                line.productId(), "Thing", Money.parse("10.00", "EUR"), line.quantity(), 1, SELLER))
                        .toList());
        held.put(request.orderId(), reserved);
        heldByKey.put(key, request.orderId());
        return onItsWay.apply(reserved);
    }

    @Override
    public synchronized Future<Void> release(UUID orderId, CallContext context) {
        var reserved = held.remove(orderId);
        if (reserved != null) {
            heldByKey.values().remove(orderId);
            released.add(orderId);
            stock += reserved.lines().stream().mapToInt(ReservedLine::quantity).sum();
        }
        return Future.succeededFuture();
    }
}
