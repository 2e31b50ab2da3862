package souk.orders.order;

import java.util.List;
import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Violation;

/** What an order refuses. */
public sealed interface OrderFailure extends Failure {

    record NoSuchOrder() implements OrderFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.NOT_FOUND, "There is no such order.");
        }
    }

    record NotYours() implements OrderFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.FORBIDDEN, "You may see this order but not do this to it.");
        }
    }

    record IllegalTransition(Order order, OrderState to) implements OrderFailure {
        @Override
        public Problem problem() {
            var from = order.status();
            var shipped = from.mayBecome(to) ? " and partly shipped" : "";
            return Problem.of(
                            ProblemCode.ILLEGAL_TRANSITION,
                            "An order that is " + from.label() + shipped + " cannot become " + to.label() + ".")
                    .with("orderStatus", from.label())
                    .with(
                            "allowed",
                            order.exits().stream().map(OrderState::label).toList());
        }
    }

    /** @param lines a pointer into the body for each line that cannot be shipped as it was asked */
    record ShipmentTooLarge(List<Violation> lines) implements OrderFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.SHIPMENT_TOO_LARGE, "The order has less left to ship.", lines);
        }
    }
}
