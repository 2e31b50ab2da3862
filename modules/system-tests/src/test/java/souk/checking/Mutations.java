package souk.checking;

import java.util.LinkedHashMap;
import java.util.Map;

/** Mistakes in orders and products, and by which rule each is noticed. */
final class Mutations {
    private Mutations() {}

    static Map<Mutation, String> all() {
        var all = new LinkedHashMap<Mutation, String>();
        inProducts(all);
        shipping(all);
        inOrders(all);
        return all;
    }

    private static void inProducts(Map<Mutation, String> all) {
        all.put(
                Mutation.of(
                                "sells what is not there",
                                "products",
                                "stock.Judging",
                                "left.get(line.productId()) < line.quantity()",
                                "left.get(line.productId()) < line.quantity() - 1_000_000")
                        .preparedBy("ALTER TABLE stock DROP CONSTRAINT stock_covers_reserved"),
                "oversold");
        all.put(
                Mutation.of(
                        "names the version after the one that was read",
                        "products",
                        "stock.Judging",
                        "product.version(),",
                        "product.version() + 1,"),
                "charged-another-price");
        all.put(
                Mutation.of(
                        "moves stock for requests whose header was not new",
                        "products",
                        "stock.ReservationRepository",
                        ".filter(asking -> inserted.contains(asking.request().orderId()))",
                        ""),
                "lines-without-reservation");
        all.put(
                Mutation.of(
                        "takes the largest quantity of a batch for the sum",
                        "products",
                        "stock.ReservationRepository",
                        "sum(quantity)::bigint AS quantity",
                        "max(quantity)::bigint AS quantity"),
                "reserved-is-not-the-sum");
        all.put(
                Mutation.of(
                        "releases reservations and not their stock",
                        "products",
                        "stock.SettlementRepository",
                        "SET reserved = reserved - owed.quantity",
                        "SET reserved = reserved - owed.quantity + owed.quantity"),
                "reserved-is-not-the-sum");
    }

    private static void shipping(Map<Mutation, String> all) {
        all.put(
                Mutation.of(
                        "ships what stays on the shelf",
                        "products",
                        "stock.ShippingRepository",
                        "SET on_hand = s.on_hand - p.quantity,",
                        "SET on_hand = s.on_hand,"),
                "on-hand-is-not-the-sum");
        all.put(
                Mutation.of(
                        "forgets which pieces were shipped",
                        "products",
                        "stock.ShippingRepository",
                        "SET shipped = l.shipped + p.quantity",
                        "SET shipped = l.shipped"),
                "shipped-is-not-the-sum");
    }

    private static void inOrders(Map<Mutation, String> all) {
        all.put(
                Mutation.of(
                        "does not write keys down",
                        "orders",
                        "checkout.CheckoutRoutes",
                        "var key = request.idempotencyKey();",
                        "var key = java.util.Optional.<String>empty();"),
                "each key has at most one order, each order one key");
        all.put(
                Mutation.of(
                        "does not compare what a key stands for",
                        "orders",
                        "checkout.Checkout",
                        "return kept.requestHash().equals(attempt.requestHash())",
                        "return !kept.requestHash().isEmpty()"),
                "a key that was answered is refused with another body");
        all.put(
                Mutation.of(
                        "does not keep refusals",
                        "orders",
                        "checkout.Checkout",
                        "if (!attempt.keyed() || !mayBeKept) {",
                        "if (!attempt.keyed() || !mayBeKept || attempt.keyed()) {"),
                "no refused key is sold");
        all.put(
                Mutation.of(
                        "answers without waiting for the commit",
                        "orders",
                        "checkout.Placing",
                        "return batches.submit(placement);",
                        "return Future.succeededFuture(batches != null);"),
                "every acknowledged order exists exactly once");
        all.put(
                Mutation.of(
                        "charges a cent more than was reserved",
                        "orders",
                        "checkout.Checkout",
                        "held.unitPrice(),",
                        "held.unitPrice().plus(Money.ofMinor(1, held.unitPrice().currencyCode())),"),
                "lines-disagree");
        all.put(
                Mutation.of(
                        "forgets quantities in the total",
                        "orders",
                        "checkout.Checkout",
                        "line.unitPrice().times(line.quantity())",
                        "line.unitPrice()"),
                "sums of money are right");
        all.put(
                Mutation.of(
                        "loses what happened to orders on the way to products",
                        "orders",
                        "ProductsSink",
                        "return bus.call(",
                        "return events.isEmpty() || bus != null ? Future.succeededFuture() : bus.call("),
                "reservation-not-firm");
    }
}
