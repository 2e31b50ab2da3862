package souk.products.search;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import souk.products.catalog.PickingRepository;
import souk.products.catalog.Product;
import souk.products.grant.Viewer;
import souk.shared.bus.Deadline;

/**
 * Finds products: the index says which and in what order, the database what they are now, and whether the viewer sees
 * them and they are in stock. For those that fell away, further ones are looked for.
 */
final class Finding {

    private static final int ROUNDS = 6;
    private static final int WIDER = 4;

    private final IndexSearch index;
    private final SearchThreads threads;
    private final PickingRepository products;

    Finding(IndexSearch index, SearchThreads threads, PickingRepository products) {
        this.index = index;
        this.threads = threads;
        this.products = products;
    }

    /**
     * @param products as many as asked for, in their order; fewer also if too many fell away
     * @param next where the next page begins, or null at the end
     */
    record Result(List<Product> products, Place next, Long total, Map<String, List<Facet>> facets, Duration lag) {}

    /** Fails with {@link souk.shared.problem.Trouble} if there is no index, too much to do, or no time left. */
    Future<Result> find(Criteria criteria, Viewer viewer, Deadline deadline) {
        return new Search(criteria, viewer, deadline).round(1, criteria.after());
    }

    private final class Search {

        private final Criteria criteria;
        private final Viewer viewer;
        private final Deadline deadline;
        private final List<Product> collected = new ArrayList<>();
        private Found first;
        private Place last;

        Search(Criteria criteria, Viewer viewer, Deadline deadline) {
            this.criteria = criteria;
            this.viewer = viewer;
            this.deadline = deadline;
        }

        Future<Result> round(int number, Place after) {
            var window = new Window(wanted(number), deadline);
            return threads.run(deadline, () -> index.find(criteria, viewer, after, number == 1, window))
                    .compose(found -> {
                        first = first == null ? found : first;
                        return products.pick(ids(found), criteria.inStock(), viewer)
                                .compose(rows -> collect(found, rows, number));
                    });
        }

        /** One more than fits tells whether there is another page. */
        private int wanted(int number) {
            var missing = criteria.limit() + 1 - collected.size();
            return number == 1 ? missing : Math.max(missing, criteria.limit() * WIDER);
        }

        private Future<Result> collect(Found found, Map<UUID, Product> rows, int number) {
            for (var hit : found.hits()) {
                var row = rows.get(hit.id());
                if (row != null && collected.size() == criteria.limit()) {
                    return Future.succeededFuture(result(last));
                }
                if (row != null) {
                    collected.add(row);
                }
                last = new Place(found.forgiving(), hit);
            }
            if (found.exhausted() || found.hits().isEmpty()) {
                return Future.succeededFuture(result(null));
            }
            return number < ROUNDS ? round(number + 1, last) : Future.succeededFuture(result(last));
        }

        private Result result(Place next) {
            return new Result(collected, next, first.total(), first.facets(), first.lag());
        }

        private static List<UUID> ids(Found found) {
            return found.hits().stream().map(Hit::id).toList();
        }
    }
}
