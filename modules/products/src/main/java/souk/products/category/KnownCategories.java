package souk.products.category;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.contract.AskCategories;
import souk.shared.contract.CategoryOperations;
import souk.shared.contract.ProductOperations;

/**
 * The tree of categories as this node knows it. It asks those who serve them once a second, and at once when it is told
 * of a change; while they are away it keeps the tree that it has.
 */
public final class KnownCategories {

    private static final long EVERY_MILLIS = 1_000;
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    private static final Logger LOG = LogManager.getLogger(KnownCategories.class);

    private final Vertx vertx;
    private final Bus bus;
    private final List<Consumer<CategoryTree>> watchers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicBoolean changedMeanwhile = new AtomicBoolean();
    private volatile CategoryTree tree = CategoryTree.EMPTY;
    private volatile boolean away;
    private long timer = -1;

    public KnownCategories(Vertx vertx, Bus bus) {
        this.vertx = vertx;
        this.bus = bus;
    }

    /** Asks for the first time; completes also if nobody answers. */
    public Future<Void> start() {
        timer = vertx.setPeriodic(EVERY_MILLIS, due -> ask());
        return bus.subscribe(ProductOperations.CHANGED, changed -> {
                    if (changed.categories()) {
                        ask();
                    }
                })
                .compose(listening -> ask());
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** Never null; {@link CategoryTree#EMPTY} as long as nobody has answered. */
    public CategoryTree tree() {
        return tree;
    }

    /** Called after {@link #tree} has become another one. Must not block. */
    public void onChange(Consumer<CategoryTree> watcher) {
        watchers.add(watcher);
    }

    /** Something changed: ask now rather than when it is time. Completes, whatever comes of it, when that is known. */
    public Future<Void> ask() {
        if (!asking.compareAndSet(false, true)) {
            changedMeanwhile.set(true);
            return Future.succeededFuture();
        }
        changedMeanwhile.set(false);
        return bus.call(CategoryOperations.TREE, new AskCategories(tree.revision()), CallContext.onOwnBehalf(PATIENCE))
                .onSuccess(told -> {
                    away = false;
                    if (told.nodes() != null) {
                        become(CategoryTree.of(told.revision(), told.nodes()));
                    }
                })
                .onFailure(this::keep)
                .<Void>mapEmpty()
                .otherwiseEmpty()
                .compose(asked -> {
                    asking.set(false);
                    return changedMeanwhile.get() && !away ? ask() : Future.succeededFuture();
                });
    }

    private void become(CategoryTree told) {
        tree = told;
        watchers.forEach(watcher -> watcher.accept(told));
    }

    /** One line for the whole time that they are away. */
    private void keep(Throwable failure) {
        if (!away) {
            LOG.warn("event=categories-kept revision={} reason=\"{}\"", tree.revision(), failure.getMessage());
        }
        away = true;
    }
}
