package souk.auth.role;

import java.util.Collection;
import java.util.stream.Collectors;
import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.security.Permission;

/** Why roles and rights stay as they are. */
public sealed interface RoleFailure extends Failure {

    record NoSuchRole() implements RoleFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.NOT_FOUND, "There is no such role.");
        }
    }

    /** A change of what is not there: a precondition that fails (RFC 9110, section 13.1.1). */
    record NotThereYet() implements RoleFailure {
        @Override
        public Problem problem() {
            return Problem.of(
                    ProblemCode.PRECONDITION_FAILED, "There is no such role yet; leave If-Match out to make it.");
        }
    }

    record BuiltIn(String name) implements RoleFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.CONFLICT, "The role " + name + " is built in and stays as it is.");
        }
    }

    record StillHeld(String name) implements RoleFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.CONFLICT, "Accounts have the role " + name + "; take it from them first.");
        }
    }

    /** Nobody grants what they lack. */
    record Lacking(Collection<Permission> permissions) implements RoleFailure {
        @Override
        public Problem problem() {
            var lacking = permissions.stream().sorted().map(Permission::scope).collect(Collectors.joining(", "));
            return Problem.of(
                    ProblemCode.FORBIDDEN, "Only somebody who has these permissions can do that: " + lacking + ".");
        }
    }

    static RuntimeException lastAdministrator() {
        return new LastAdministrator().refusal();
    }

    record LastAdministrator() implements RoleFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.CONFLICT, "This is the last administrator.");
        }
    }
}
