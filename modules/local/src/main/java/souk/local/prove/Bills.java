package souk.local.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import souk.local.client.PlacedOrder;
import souk.local.client.Price;

/** Whether orders cost what they should. */
record Bills(Evidence evidence) {

    List<Finding> findings() {
        return List.of(
                Finding.of("sums of money are right", wrong(Bills::sums)),
                Finding.of("what was charged is the price of the version named", wrong(this::prices)));
    }

    private interface Rule {
        Stream<String> violations(PlacedOrder order);
    }

    private List<String> wrong(Rule rule) {
        return evidence.orders().stream()
                .filter(order -> order.total() != null)
                .flatMap(rule::violations)
                .toList();
    }

    private static Stream<String> sums(PlacedOrder order) {
        var wrong = new ArrayList<String>();
        for (var line : order.lines()) {
            if (!line.unitPrice().times(line.quantity()).isWorth(line.total())) {
                wrong.add("order %s has %d pieces at %s for %s"
                        .formatted(order.id(), line.quantity(), line.unitPrice(), line.total()));
            }
        }
        var sum = order.lines().stream().map(PlacedOrder.Line::total).reduce(Price::plus);
        if (sum.isEmpty() || !sum.get().isWorth(order.total())) {
            wrong.add("order %s has a total of %s, its lines come to %s"
                    .formatted(
                            order.id(), order.total(), sum.map(Price::toString).orElse("nothing")));
        }
        return wrong.stream();
    }

    private Stream<String> prices(PlacedOrder order) {
        return order.lines().stream()
                .filter(line -> evidence.prices().containsKey(line.productId()))
                .filter(line -> !line.unitPrice().isWorth(evidence.price(line.productId(), line.productVersion())))
                .map(line -> "order %s has product %s at %s, which cost %s in version %d"
                        .formatted(
                                order.id(),
                                line.productId(),
                                line.unitPrice(),
                                evidence.price(line.productId(), line.productVersion()),
                                line.productVersion()));
    }
}
