package souk.products.catalog;

import io.vertx.core.Future;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import souk.shared.id.UuidV7;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.security.Caller;
import souk.shared.security.Role;

/** Who is behind which token, without an auth service. */
final class Accounts {

    private final Map<String, Caller> byToken = new ConcurrentHashMap<>();

    /** A new account, whose token is its id. */
    UUID newcomer(Role... roles) {
        var id = UuidV7.next();
        add(id.toString(), Caller.of(id, "user-" + id, roles));
        return id;
    }

    void add(String token, Caller caller) {
        byToken.put(token, caller);
    }

    Future<Caller> authenticate(String token) {
        var caller = byToken.get(token);
        return caller == null
                ? Future.failedFuture(Problem.of(ProblemCode.UNAUTHENTICATED, "The token is not valid.")
                        .refusal())
                : Future.succeededFuture(caller);
    }
}
