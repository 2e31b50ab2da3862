package souk.system;

import java.util.LinkedHashMap;
import java.util.Map;
import souk.system.AccessCalls.Call;

/** Calls of orders, from placing one to its end. */
final class OrderCalls {

    private OrderCalls() {}

    static Map<String, Call> all() {
        var calls = new LinkedHashMap<String, Call>();
        calls.put("readConsistency", (caller, name, world) -> caller.get("/api/v1/admin/consistency"));
        calls.put("listOrders", (caller, name, world) -> caller.get("/api/v1/orders?limit=1"));
        calls.put(
                "placeOrder",
                (caller, name, world) -> caller.post("/api/v1/orders", AccessWorld.order(world.productId())));
        calls.put("readOrder", (caller, name, world) -> caller.get(world.order()));
        calls.put("readOrderHistory", (caller, name, world) -> caller.get(world.order() + "/history"));
        for (var move : new String[] {"pay", "cancel"}) {
            calls.put(move + "Order", (caller, name, world) -> caller.post(world.order() + "/" + move, null));
        }
        for (var move : new String[] {"ship", "refund"}) {
            calls.put(move + "Order", (caller, name, world) -> caller.post(world.paidOrder() + "/" + move, null));
        }
        calls.put("deliverOrder", (caller, name, world) -> caller.post(world.shippedOrder() + "/deliver", null));
        calls.put("completeOrder", (caller, name, world) -> caller.post(deliveredOrder(world) + "/complete", null));
        return calls;
    }

    private static String deliveredOrder(AccessWorld world) {
        var order = world.shippedOrder();
        world.caller("admin").post(order + "/deliver", null).expect(200);
        return order;
    }
}
