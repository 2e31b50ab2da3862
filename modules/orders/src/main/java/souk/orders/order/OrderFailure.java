package souk.orders.order;

import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;

/** What an order refuses. */
sealed interface OrderFailure extends Failure {

    record NoSuchOrder() implements OrderFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.NOT_FOUND, "There is no such order.");
        }
    }

    record IllegalTransition(OrderState from, OrderState to) implements OrderFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                            ProblemCode.ILLEGAL_TRANSITION,
                            "An order that is " + from.label() + " cannot become " + to.label() + ".")
                    .with("orderStatus", from.label())
                    .with("allowed", from.exits());
        }
    }
}
