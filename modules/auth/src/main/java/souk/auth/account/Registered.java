package souk.auth.account;

import java.util.ArrayList;
import java.util.List;
import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Violation;

/** What became of a registration. */
sealed interface Registered {

    /** @param body the account as JSON, the same bytes each time */
    record Done(String body) implements Registered {}

    /** Somebody else has that name or address. */
    record Taken(boolean username, boolean email) implements Registered, Failure {

        @Override
        public Problem problem() {
            var errors = new ArrayList<Violation>();
            if (username) {
                errors.add(new Violation("/username", "is taken"));
            }
            if (email) {
                errors.add(new Violation("/email", "belongs to another account"));
            }
            return Problem.of(ProblemCode.DUPLICATE, "There is such an account already.", List.copyOf(errors));
        }
    }

    /** The same request had this outcome before. */
    record Repeated(Registered first) implements Registered {}
}
