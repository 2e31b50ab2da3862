package souk.orders.payment;

import souk.shared.money.Money;
import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;

/** Why no money moves. */
sealed interface PaymentFailure extends Failure {

    record Declined() implements PaymentFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.PAYMENT_DECLINED, "The payment was declined; the order can still be paid.");
        }
    }

    record NotTaken() implements PaymentFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.PAYMENT_NOT_TAKEN, "This shop takes no payments through the API.");
        }
    }

    record RefundTooLarge(Money left) implements PaymentFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.REFUND_TOO_LARGE, "Of what was paid " + left + " is left.")
                    .with("left", left);
        }
    }

    record RefundDeclined() implements PaymentFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.REFUND_DECLINED, "The provider did not send the money back.");
        }
    }
}
