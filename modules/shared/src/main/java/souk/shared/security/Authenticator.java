package souk.shared.security;

import io.vertx.core.Future;

/** Turns a bearer token into the caller it was issued to. */
@FunctionalInterface
public interface Authenticator {

    /** Fails with a refusal {@code unauthenticated}, whatever is wrong with the token. */
    Future<Caller> authenticate(String bearerToken);
}
