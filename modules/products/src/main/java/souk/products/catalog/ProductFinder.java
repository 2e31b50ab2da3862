package souk.products.catalog;

import io.vertx.core.Future;
import java.util.Set;
import java.util.UUID;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;

/** Answers lists of products that ask for more than the newest ones. */
public interface ProductFinder {

    /** @param parameters the names of those in the query */
    boolean isFor(Set<String> parameters);

    /** What the query of the request asks for. */
    Future<Answer> find(ApiRequest request);

    /** As {@link #find}, of a category with all below it; then the query cannot ask for another one. */
    Future<Answer> findIn(UUID category, ApiRequest request);
}
