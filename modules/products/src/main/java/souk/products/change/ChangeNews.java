package souk.products.change;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import souk.shared.bus.Bus;
import souk.shared.contract.CatalogChanged;
import souk.shared.contract.ProductOperations;
import souk.shared.problem.Refusal;

/**
 * Tells the cluster what has changed, after it has been committed. The first change is told at once; those that follow
 * within {@link #GATHER_MILLIS} are told together. May be called on any thread.
 */
public final class ChangeNews {

    static final long GATHER_MILLIS = 5;

    /** A message stays small, whatever an import has changed. */
    static final int PRODUCTS_PER_MESSAGE = 1_000;

    private final Vertx vertx;
    private final Bus bus;
    private final Set<UUID> products = new LinkedHashSet<>();
    private boolean categories;
    private Instant since;
    private boolean gathering;

    public ChangeNews(Vertx vertx, Bus bus) {
        this.vertx = vertx;
        this.bus = bus;
    }

    public synchronized void products(Collection<UUID> changed) {
        products.addAll(changed);
        note();
    }

    public synchronized void categories() {
        categories = true;
        note();
    }

    /** Tells of the product when the change has ended, unless it was refused: after trouble it may have happened. */
    public <T> Future<T> about(UUID product, Future<T> change) {
        return change.onComplete(done -> {
            if (done.succeeded() || !(done.cause() instanceof Refusal)) {
                products(List.of(product));
            }
        });
    }

    private void note() {
        since = since == null ? Instant.now() : since;
        tell();
    }

    private void tell() {
        if (gathering || products.isEmpty() && !categories) {
            return;
        }
        gathering = true;
        vertx.setTimer(GATHER_MILLIS, tick -> gathered());
        publish();
    }

    private synchronized void gathered() {
        gathering = false;
        tell();
    }

    private void publish() {
        var all = new ArrayList<>(products);
        var tree = categories;
        var at = since;
        since = null;
        products.clear();
        categories = false;
        for (var from = 0; from == 0 || from < all.size(); from += PRODUCTS_PER_MESSAGE) {
            var part = all.subList(from, Math.min(all.size(), from + PRODUCTS_PER_MESSAGE));
            bus.publish(ProductOperations.CHANGED, new CatalogChanged(part, tree && from == 0, at));
        }
    }
}
