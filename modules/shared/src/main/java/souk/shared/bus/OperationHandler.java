package souk.shared.bus;

import io.vertx.core.Future;

/** Answers an operation. May be asked the same thing twice and must then give the same answer. */
@FunctionalInterface
public interface OperationHandler<Q, A> {

    /**
     * A {@link souk.shared.problem.Refusal} reaches the caller as it is; {@link souk.shared.problem.Trouble} as trouble;
     * any other failure is logged here as a defect and reaches the caller as trouble.
     */
    Future<A> handle(Q request, CallContext context);
}
