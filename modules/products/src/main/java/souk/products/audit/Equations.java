package souk.products.audit;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import souk.shared.contract.EquationsTold;

/** Works out whether the stock adds up, once at a time, and remembers what came out. For one event loop. */
final class Equations {

    private final AuditRepository audit;
    private Future<EquationsTold> underWay;
    private EquationsTold last;
    private long lastNanos;

    Equations(AuditRepository audit) {
        this.audit = audit;
    }

    /** Fails if working it out has failed since it was asked for last. */
    Future<EquationsTold> told(Duration maxAge) {
        if (underWay != null && underWay.failed()) {
            var failure = underWay.cause();
            underWay = null;
            return Future.failedFuture(failure);
        }
        var young = last != null && System.nanoTime() - lastNanos <= maxAge.toNanos();
        if (young) {
            return Future.succeededFuture(last);
        }
        if (underWay == null) {
            underWay = begin();
        }
        return Future.succeededFuture(new EquationsTold(false, 0, List.of()));
    }

    private Future<EquationsTold> begin() {
        var begun = System.nanoTime();
        return audit.products()
                .compose(products -> audit.broken().map(broken -> new EquationsTold(true, products, broken)))
                .onSuccess(told -> {
                    last = told;
                    lastNanos = begun;
                    underWay = null;
                });
    }
}
