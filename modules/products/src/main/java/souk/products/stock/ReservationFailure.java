package souk.products.stock;

import java.util.List;
import java.util.UUID;
import souk.shared.money.Money;
import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Violation;

/** Why nothing was reserved, or cannot be shipped. */
sealed interface ReservationFailure extends Failure {

    record UnknownProducts(List<UUID> products) implements ReservationFailure {
        @Override
        public Problem problem() {
            var errors = products.stream()
                    .map(id -> new Violation("/lines", "product " + id + " does not exist or is not for sale"))
                    .toList();
            return Problem.of(ProblemCode.UNKNOWN_PRODUCT, "Not every product of the order is for sale.", errors)
                    .with("products", products);
        }
    }

    record MixedCurrencies(List<String> currencies) implements ReservationFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.MIXED_CURRENCIES, "The lines are priced in " + String.join(" and ", currencies) + ".");
        }
    }

    record TotalTooLarge() implements ReservationFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.AMOUNT_TOO_LARGE, "The lines cost more than an amount can hold.");
        }
    }

    record PriceChanged(Money expected, Money quote) implements ReservationFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.PRICE_CHANGED, "The order costs " + quote + ", not " + expected + ".")
                    .with("quote", quote);
        }
    }

    record InsufficientStock(List<Shortage> shortages) implements ReservationFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.INSUFFICIENT_STOCK, "Not every line can be delivered from stock.")
                    .with("shortages", shortages);
        }
    }

    /** One line that asks for more than there is. */
    record Shortage(UUID productId, long requested, long available) {}

    record KeyReused() implements ReservationFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key is in use for another request.");
        }
    }

    /** Orders count what they ship, so this is never seen unless the two databases have come apart. */
    record NotReserved() implements ReservationFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.CONFLICT, "A shipment has more than what is reserved for its order.");
        }
    }
}
