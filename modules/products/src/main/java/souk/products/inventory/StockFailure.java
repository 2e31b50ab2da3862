package souk.products.inventory;

import java.util.List;
import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Violation;

/** Why stock is neither shown nor changed. */
sealed interface StockFailure extends Failure {

    /** Not there, or not for the caller to see. */
    record NoSuchProduct() implements StockFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.NOT_FOUND, "There is no such product.");
        }
    }

    record NotYours() implements StockFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.FORBIDDEN,
                    "Only those who may change a product, or the stock of all products, may do this.");
        }
    }

    /** @param reserved pieces that orders hold */
    record BelowReserved(long onHand, long reserved) implements StockFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                            ProblemCode.STOCK_BELOW_RESERVED,
                            "There are " + onHand + " pieces, of which orders hold " + reserved + ".",
                            List.of(new Violation("/delta", "must not be less than " + (reserved - onHand))))
                    .with("reserved", reserved);
        }
    }

    record TooMany(long onHand) implements StockFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.CONFLICT,
                    "There are " + onHand + " pieces already, and a product has up to " + Adjustment.MOST + ".",
                    List.of(new Violation("/delta", "must not be more than " + (Adjustment.MOST - onHand))));
        }
    }
}
