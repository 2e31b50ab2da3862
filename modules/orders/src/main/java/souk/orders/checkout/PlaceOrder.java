package souk.orders.checkout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import souk.shared.contract.ReserveStock;
import souk.shared.json.Fields;
import souk.shared.money.Money;

/**
 * What a customer wants to order: each product once, in the order in which the customer named them first.
 *
 * @param expectedTotal null to accept any
 */
record PlaceOrder(List<ReserveStock.OrderLine> lines, Money expectedTotal) {

    private static final int MAX_LINES = 100;
    private static final int MAX_QUANTITY = 1_000;

    PlaceOrder {
        lines = List.copyOf(lines);
    }

    /** Reads {@code {lines: [{productId, quantity}], expectedTotal?}}, or one line without the array around it. */
    static PlaceOrder from(Fields body) {
        var expectedTotal = body.optionalMoney("expectedTotal").orElse(null);
        var lines = body.has("productId") && !body.has("lines") ? List.of(body) : body.objects("lines", 1, MAX_LINES);
        var wanted = new ArrayList<UUID>();
        var quantities = new ArrayList<Long>();
        for (var line : lines) {
            wanted.add(line.uuid("productId"));
            quantities.add(line.integer("quantity", 1, MAX_QUANTITY));
        }
        body.done();
        var merged = new LinkedHashMap<UUID, Integer>();
        for (var i = 0; i < wanted.size(); i++) {
            merged.merge(wanted.get(i), quantities.get(i).intValue(), Integer::sum);
        }
        return new PlaceOrder(
                merged.entrySet().stream()
                        .map(line -> new ReserveStock.OrderLine(line.getKey(), line.getValue()))
                        .toList(),
                expectedTotal);
    }

    /** The order in which stock is locked, whatever the customer's. */
    List<ReserveStock.OrderLine> sortedByProduct() {
        return lines.stream()
                .sorted(Comparator.comparing(line -> line.productId().toString()))
                .toList();
    }
}
