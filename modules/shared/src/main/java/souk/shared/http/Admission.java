package souk.shared.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import souk.shared.security.Authenticator;
import souk.shared.security.Caller;

/** Who is let in to a route. */
record Admission(Authenticator authenticator, Rule rule) {

    /** Who asks, whether or not the rule lets them in; a failed future for a token that is not valid. */
    Future<Caller> authenticate(HttpServerRequest request) {
        var headers = request.headers().getAll("authorization");
        if (headers.isEmpty()) {
            return Future.succeededFuture(Caller.ANONYMOUS);
        }
        var header = headers.get(0);
        if (headers.size() > 1 || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Future.failedFuture(HttpApi.unauthenticated());
        }
        return authenticator.authenticate(header.substring(7).strip());
    }

    /** Fails if the same request would be refused by now. */
    Future<Void> repeat(HttpServerRequest request) {
        return authenticate(request).map(caller -> {
            rule.check(caller);
            return null;
        });
    }
}
