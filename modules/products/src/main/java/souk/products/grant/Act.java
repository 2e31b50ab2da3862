package souk.products.grant;

import java.util.UUID;
import souk.shared.http.ApiRequest;
import souk.shared.security.Caller;

/**
 * The circumstances of a change, for the audit trail: who makes it, with what, from where, in which request.
 *
 * @param actorName as the token says
 * @param credential the session or API key behind the token; null for none
 */
public record Act(UUID actor, String actorName, UUID credential, String address, String requestId) {

    public static Act of(ApiRequest request) {
        var caller = request.caller();
        return new Act(
                caller.id(),
                caller.username(),
                caller.credential().equals(Caller.ANONYMOUS.credential()) ? null : caller.credential(),
                request.clientAddress(),
                request.context().requestId());
    }
}
