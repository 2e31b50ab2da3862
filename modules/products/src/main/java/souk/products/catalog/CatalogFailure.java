package souk.products.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
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

    record NoSuchCategory() implements CatalogFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.NOT_FOUND, "There is no such category.");
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

    record MayNotReadHistory() implements CatalogFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.FORBIDDEN,
                    "Only those who may change a product, or read all products, see what was done to it.");
        }
    }

    record MayNotCreate() implements CatalogFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.FORBIDDEN, "Only sellers and catalogue managers create products.");
        }
    }

    /** If-None-Match: * and there is one, be it deleted or somebody else's. */
    record ThereIsOne() implements CatalogFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.PRECONDITION_FAILED, "There is a product with this id already.");
        }
    }

    /** Another product of the seller has the SKU, the slug, or both. */
    record Taken(boolean sku, boolean slug) implements CatalogFailure {
        @Override
        public Problem problem() {
            var errors = new ArrayList<Violation>();
            if (sku) {
                errors.add(new Violation("/sku", "is the SKU of another product"));
            }
            if (slug) {
                errors.add(new Violation("/slug", "is the slug of another product"));
            }
            var what = sku && slug ? "SKU and this slug" : sku ? "SKU" : "slug";
            return Problem.of(
                    ProblemCode.DUPLICATE, "The seller already has a product with this " + what + ".", errors);
        }
    }

    /** @param unknown of the categories that were asked for, those that are not there */
    record UnknownCategories(List<UUID> asked, Collection<UUID> unknown) implements CatalogFailure {
        @Override
        public Problem problem() {
            return Problem.invalid(unknown.stream()
                    .map(id -> new Violation("/categories/" + asked.indexOf(id), "is no category"))
                    .toList());
        }
    }

    /** It was deleted while the product waited for it. */
    record CategoryGone() implements CatalogFailure {

        /** What holds a category in place that has products. */
        static final String CONSTRAINT = "product_categories_category_id_fkey";

        @Override
        public Problem problem() {
            return Problem.invalid("/categories", "names a category that has just been deleted");
        }
    }

    record TooManyAttributes() implements CatalogFailure {
        @Override
        public Problem problem() {
            return Problem.invalid(
                    "/attributes",
                    "must have up to " + Attributes.MAX + " members and " + Attributes.MAX_BYTES
                            + " bytes, those that are there already among them");
        }
    }

    record NotDeleted() implements CatalogFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.CONFLICT, "The product is not deleted.");
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
