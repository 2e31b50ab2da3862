package souk.shared.http;

import io.vertx.core.Future;

/** What happens on a route. */
@FunctionalInterface
public interface Endpoint {

    /** May throw a refusal as well as return a failed future. */
    Future<Answer> handle(ApiRequest request);
}
