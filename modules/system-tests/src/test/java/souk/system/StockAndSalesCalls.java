package souk.system;

import java.util.LinkedHashMap;
import java.util.Map;
import souk.system.AccessCalls.Call;

/** Calls of what sellers and those who keep the stock see of products and orders. */
final class StockAndSalesCalls {

    private StockAndSalesCalls() {}

    static Map<String, Call> all() {
        var calls = new LinkedHashMap<String, Call>();
        calls.put("readStock", (caller, name, world) -> caller.get(world.product() + "/stock"));
        calls.put("readStock.private", (caller, name, world) -> caller.get(world.privateProduct() + "/stock"));
        calls.put("adjustStock", (caller, name, world) -> adjust(caller, world.product()));
        calls.put("adjustStock.private", (caller, name, world) -> adjust(caller, world.privateProduct()));
        calls.put("listStockMovements", (caller, name, world) -> caller.get(world.product() + "/stock/movements"));
        calls.put(
                "listStockMovements.private",
                (caller, name, world) -> caller.get(world.privateProduct() + "/stock/movements"));
        calls.put("listSales", (caller, name, world) -> caller.get("/api/v1/sales?limit=1"));
        calls.put("readSale", (caller, name, world) -> caller.get(world.order().replace("/orders/", "/sales/")));
        return calls;
    }

    private static Client.Answer adjust(Client caller, String product) {
        return caller.post(product + "/stock/adjustments", "{\"delta\":1,\"reason\":\"found\"}");
    }
}
