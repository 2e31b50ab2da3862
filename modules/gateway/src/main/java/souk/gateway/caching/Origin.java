package souk.gateway.caching;

import io.vertx.core.Future;
import souk.gateway.forwarding.Reply;

/** The way to the service that one read has, within the time that the read has left. */
public interface Origin {

    /** What anybody would get: nothing of what this reader sent goes along but the path and the query. */
    Future<Reply> fetch(String uri);

    /** What this reader gets, as if nothing were ever remembered. */
    Future<Reply> ask();
}
