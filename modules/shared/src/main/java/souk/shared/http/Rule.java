package souk.shared.http;

import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.security.Caller;
import souk.shared.security.Permission;

/** Who may call a route. What somebody may see or change of a resource is decided by its SQL, not here. */
@FunctionalInterface
public interface Rule {

    /** Throws a refusal if the caller may not. */
    void check(Caller caller);

    static Rule anyone() {
        return caller -> {};
    }

    static Rule authenticated() {
        return caller -> {
            if (caller.isAnonymous()) {
                throw Problem.of(ProblemCode.UNAUTHENTICATED, "This needs a token.")
                        .refusal();
            }
        };
    }

    /** Any one of these permissions is enough. */
    static Rule permission(Permission... anyOf) {
        return caller -> {
            authenticated().check(caller);
            for (var permission : anyOf) {
                if (caller.may(permission)) {
                    return;
                }
            }
            throw Problem.of(ProblemCode.FORBIDDEN, "This needs the permission " + anyOf[0].scope() + ".")
                    .refusal();
        };
    }
}
