package souk.orders.checkout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import souk.orders.checkout.ProductPlaces.Place;
import souk.shared.contract.ReserveStock;
import souk.shared.json.Fields;

/** What a client sent: the order, and where in the body its products stand. */
record OrderBody(PlaceOrder order, ProductPlaces places) {

    private static final int MAX_LINES = 100;
    private static final int MAX_QUANTITY = 1_000;

    /**
     * Reads {@code {lines: [{productId, quantity}], expectedTotal?}}, or one line without the array around it. Lines of one
     * product are one line; what they ask for together is bounded as one line is, or the bound would be none.
     */
    static OrderBody from(Fields body) {
        var expectedTotal = body.optionalMoney("expectedTotal").orElse(null);
        var single = body.has("productId") && !body.has("lines");
        var wanted = new ArrayList<Place>();
        var merged = new LinkedHashMap<UUID, Integer>();
        for (var line : single ? List.of(body) : body.objects("lines", 1, MAX_LINES)) {
            var product = line.uuid("productId");
            var quantity = line.integer("quantity", 1, MAX_QUANTITY);
            wanted.add(new Place(line.pointerOf("productId"), product));
            if (product != null
                    && quantity != null
                    && merged.merge(product, quantity.intValue(), Integer::sum) > MAX_QUANTITY) {
                line.violation("quantity", "is more than " + MAX_QUANTITY + " together with earlier lines");
            }
        }
        body.done();
        var lines = merged.entrySet().stream()
                .map(line -> new ReserveStock.OrderLine(line.getKey(), line.getValue()))
                .toList();
        return new OrderBody(new PlaceOrder(lines, expectedTotal), new ProductPlaces(wanted));
    }
}
