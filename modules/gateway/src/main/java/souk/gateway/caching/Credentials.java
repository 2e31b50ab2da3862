package souk.gateway.caching;

import io.vertx.core.Future;
import souk.shared.security.Authenticator;
import souk.shared.security.CredentialExchange;

/** Tells whether an Authorization header is good, without asking anybody. */
@FunctionalInterface
public interface Credentials {

    Credentials NOBODYS = header -> Future.succeededFuture(false);

    /** Never fails. False also for what is not known here. */
    Future<Boolean> areGood(String header);

    /** Our own access tokens; API keys and tokens of other issuers are left to the service. */
    static Credentials of(Authenticator verifier) {
        return header -> {
            if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
                return Future.succeededFuture(false);
            }
            var token = header.substring(7).strip();
            return token.startsWith(CredentialExchange.API_KEY)
                    ? Future.succeededFuture(false)
                    : verifier.authenticate(token).transform(who -> Future.succeededFuture(who.succeeded()));
        };
    }
}
