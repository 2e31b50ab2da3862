package souk.products.search;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import souk.products.catalog.PickingRepository;
import souk.products.catalog.ProductFinder;
import souk.products.category.CategoryTree;
import souk.shared.bus.Bus;
import souk.shared.bus.Deadline;
import souk.shared.contract.ProductOperations;
import souk.shared.http.HttpApi;
import souk.shared.sql.Database;

/** The search of one node: its index, what keeps it up to date, and its routes. */
public final class Search {

    /** How long changes are remembered for indexes that were away. */
    private static final Duration FEED_KEPT = Duration.ofHours(1);

    private static final Duration FIRST_BUILD = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final IndexKeeper keeper;
    private final SearchThreads threads;
    private final FeedRepository feed;
    private final SearchRoutes routes;

    private Search(Vertx vertx, IndexKeeper keeper, SearchThreads threads, FeedRepository feed, SearchRoutes routes) {
        this.vertx = vertx;
        this.keeper = keeper;
        this.threads = threads;
        this.feed = feed;
        this.routes = routes;
    }

    /**
     * Whose search it is.
     *
     * @param instance names it in answers
     * @param folder where the index outlives the process, if anywhere
     */
    public record Node(String instance, Optional<Path> folder) {}

    /** @throws IllegalStateException if another process works in the folder */
    public static Search over(Vertx vertx, Database database, Node node, Supplier<CategoryTree> tree) {
        var feed = new FeedRepository(database);
        var products = new IndexedProductRepository(database);
        var keeper = new IndexKeeper(vertx, feed, products, IndexFolder.of(node.folder()));
        var threads = new SearchThreads(vertx);
        var finding = new Finding(new IndexSearch(keeper, tree), threads, new PickingRepository(database));
        var checker = new IndexChecker(keeper, products);
        var report = new IndexReport(vertx, node.instance(), keeper, feed, checker);
        return new Search(vertx, keeper, threads, feed, new SearchRoutes(finding, report));
    }

    /** Completes when there is something to search; where there is much to build first, before that. */
    public Future<Void> start() {
        return keeper.start(FIRST_BUILD);
    }

    /** Looks at once whenever somebody tells that something has changed. */
    public Future<Void> listen(Bus bus) {
        return bus.subscribe(ProductOperations.CHANGED, news -> keeper.wake());
    }

    /** Completes when what is committed by now can be found. */
    public Future<Void> current() {
        var now = System.nanoTime();
        return vertx.executeBlocking(
                () -> {
                    keeper.awaitCurrent(now, Deadline.in(FIRST_BUILD));
                    return null;
                },
                false);
    }

    /** Makes the index durable. */
    public Future<Void> stop() {
        threads.close();
        return keeper.stop();
    }

    public void measure(MeterRegistry meters) {
        Gauge.builder("souk.search.index.lag", keeper, kept -> kept.lag().toMillis() / 1_000.0)
                .description("How old what the search index of this node knows is")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("souk.search.index.behind", keeper, IndexKeeper::behind)
                .description("Changes that the search index of this node has yet to take in, when it last looked")
                .register(meters);
        Gauge.builder("souk.search.waiting", threads, SearchThreads::waiting)
                .description("Searches that wait for a thread")
                .register(meters);
    }

    /** Removes some of the feed that no index needs any more. */
    public Future<Void> forget() {
        return feed.forget(FEED_KEPT);
    }

    /** Answers lists that ask for more than the newest products. */
    public ProductFinder finder() {
        return routes;
    }

    public void mount(HttpApi api) {
        routes.mount(api);
    }
}
