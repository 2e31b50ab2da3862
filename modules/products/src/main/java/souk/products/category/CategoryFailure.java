package souk.products.category;

import java.util.List;
import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Violation;

/** Why the categories say no. */
sealed interface CategoryFailure extends Failure {

    record NoSuchCategory() implements CategoryFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.NOT_FOUND, "There is no such category.");
        }
    }

    record NoSuchParent() implements CategoryFailure {
        @Override
        public Problem problem() {
            return misplaced("There is no such parent.", "is not the id of a category");
        }
    }

    record Circle() implements CategoryFailure {
        @Override
        public Problem problem() {
            return misplaced("A category cannot be below itself.", "is the category itself or one below it");
        }
    }

    record TooDeep() implements CategoryFailure {
        @Override
        public Problem problem() {
            return misplaced(
                    "The tree would have more than " + CategoryTree.MAX_DEPTH + " levels.",
                    "is too far down the tree for this");
        }
    }

    record TooMany(int most) implements CategoryFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.CONFLICT, "There are " + most + " categories, and no more are taken.");
        }
    }

    record DuplicateSlug() implements CategoryFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.DUPLICATE,
                    "The parent already has a category with this slug.",
                    List.of(new Violation("/slug", "is the slug of another category with the same parent")));
        }
    }

    /** @param most at least so many products, if there are that many */
    record InUse(long children, long products, int most) implements CategoryFailure {
        @Override
        public Problem problem() {
            var many = products > most ? "more than " + most : Long.toString(products);
            return Problem.of(
                            ProblemCode.CATEGORY_IN_USE,
                            "Below it are " + children + " categories, and " + many
                                    + " products would lose a category.")
                    .with("children", children)
                    .with("products", products);
        }
    }

    private static Problem misplaced(String detail, String violation) {
        return Problem.of(ProblemCode.CONFLICT, detail, List.of(new Violation("/parent", violation)));
    }
}
