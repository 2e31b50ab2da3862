package souk.products.catalog;

import java.util.List;
import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Violation;

/** Why the catalogue says no. */
sealed interface CatalogFailure extends Failure {

    /** Not there, or not for the caller to see. */
    record NoSuchProduct() implements CatalogFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.NOT_FOUND, "There is no such product.");
        }
    }

    record NotYours() implements CatalogFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.FORBIDDEN,
                    "Its seller, catalogue managers and those to whom enough of it was granted may do this.");
        }
    }

    record DuplicateSku() implements CatalogFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.DUPLICATE,
                    "The seller already has a product with this SKU.",
                    List.of(new Violation("/sku", "is the SKU of another product")));
        }
    }

    /** @param reserved pieces that orders hold */
    record StockBelowReserved(long reserved) implements CatalogFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                            ProblemCode.STOCK_BELOW_RESERVED,
                            "Orders hold " + reserved + " pieces of this product.",
                            List.of(new Violation("/stock", "must not be less than " + reserved)))
                    .with("reserved", reserved);
        }
    }
}
