package souk.products.grant;

import java.util.List;
import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Violation;

/** Why a grant is not shown or changed. */
sealed interface GrantFailure extends Failure {

    /** Not there, or not for the caller to see. */
    record NoSuchProduct() implements GrantFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.NOT_FOUND, "There is no such product.");
        }
    }

    record NoSuchGrant() implements GrantFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.NOT_FOUND, "Nothing of this product is granted to that account.");
        }
    }

    record MayNotManage() implements GrantFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.FORBIDDEN,
                    "Only its seller, catalogue managers and those who may manage this product decide about grants.");
        }
    }

    record MayNotRead() implements GrantFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.FORBIDDEN, "Only those who may manage this product see its grants.");
        }
    }

    record OwnerNeedsNone() implements GrantFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.CONFLICT,
                    "The product belongs to this account.",
                    List.of(new Violation("principal", "is the seller of the product, who needs no grant")));
        }
    }

    record NobodyInParticular() implements GrantFailure {
        @Override
        public Problem problem() {
            return Problem.invalid("principal", "is no account");
        }
    }

    /** If-None-Match: * and there is one. */
    record ThereIsOne() implements GrantFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.PRECONDITION_FAILED, "The account has a grant on this product already.");
        }
    }

    /** If-Match and there is none. */
    record ThereIsNone() implements GrantFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.PRECONDITION_FAILED, "The account has no grant on this product.");
        }
    }

    record VersionNeeded() implements GrantFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.VERSION_REQUIRED,
                    "The account has a grant of another level: send If-Match with its ETag to change it.");
        }
    }
}
