package souk.orders.consistency;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import souk.shared.async.Rounds;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.contract.AskEquations;
import souk.shared.contract.AskReservations;
import souk.shared.contract.EquationsTold;
import souk.shared.contract.ProductOperations;
import souk.shared.contract.ReservationsTold.Told;
import souk.shared.id.UuidV7;

/** One comparison: orders with reservations, then the reverse, the sums of the stock, and suspects once more. */
final class Comparison {

    private static final int PAGE = 200;
    private static final int MOST_SUSPECTS = 1_000;
    private static final Duration BUS_PATIENCE = Duration.ofMillis(3_000);
    private static final long POLL_MILLIS = 100;
    private static final Duration TIME = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final ConsistencyRepository orders;
    private final Bus bus;
    private final Duration secondLook;
    private final Instant startedAt = Instant.now();
    private final long begun = System.nanoTime();
    private final Instant from;
    private final UUID firstId;
    private final List<ConsistencyFinding> suspects = new ArrayList<>();
    private long checkedOrders;
    private long checkedReservations;
    private long checkedProducts;
    private boolean complete = true;

    /** @param secondLook after which suspects are looked at again */
    Comparison(Vertx vertx, ConsistencyRepository orders, Bus bus, Duration reach, Duration secondLook) {
        this.vertx = vertx;
        this.orders = orders;
        this.bus = bus;
        this.secondLook = secondLook;
        this.from = startedAt.minus(reach);
        this.firstId = UuidV7.firstOf(from);
    }

    /** Fails with trouble when one of the two does not answer. */
    Future<Consistency> run() {
        return Rounds.through(Optional.<UUID>empty(), this::compareOrders)
                .compose(done -> Rounds.through(Optional.<UUID>empty(), this::compareReservations))
                .compose(done -> equations())
                .compose(told -> confirmed().map(findings -> {
                    told.broken()
                            .forEach(broken -> findings.add(new ConsistencyFinding(
                                    broken.kind(),
                                    null,
                                    broken.productId(),
                                    "Of this product " + broken.detail() + ".")));
                    return report("done", findings.isEmpty(), findings);
                }));
    }

    Consistency progress() {
        return report("running", null, List.of());
    }

    private Consistency report(String state, Boolean consistent, List<ConsistencyFinding> findings) {
        return new Consistency(
                state,
                consistent,
                startedAt,
                from,
                checkedOrders,
                checkedReservations,
                checkedProducts,
                complete,
                suspects.size(),
                findings);
    }

    /** Gives where the next page begins, null after the last. */
    private Future<Optional<UUID>> compareOrders(Optional<UUID> before) {
        return orders.page(firstId, before.orElse(null), PAGE)
                .compose(page -> reservations(
                                AskReservations.of(page.stream().map(Sold::id).toList()))
                        .map(told -> {
                            checkedOrders += page.size();
                            suspect(Comparing.orders(page, told));
                            return page.size() < PAGE || timeIsOver()
                                    ? null
                                    : Optional.of(page.get(PAGE - 1).id());
                        }));
    }

    private Future<Optional<UUID>> compareReservations(Optional<UUID> before) {
        return reservations(AskReservations.page(firstId, before.orElse(null), PAGE))
                .compose(page -> orders.existing(ids(page)).map(existing -> {
                    checkedReservations += page.size();
                    suspect(Comparing.reservations(page, existing));
                    return page.size() < PAGE || timeIsOver()
                            ? null
                            : Optional.of(page.get(PAGE - 1).orderId());
                }));
    }

    private Future<EquationsTold> equations() {
        return bus.call(ProductOperations.EQUATIONS, new AskEquations(elapsed().toMillis()), context())
                .compose(told -> {
                    checkedProducts = told.products();
                    return told.done() || timeIsOver()
                            ? Future.succeededFuture(told)
                            : vertx.timer(POLL_MILLIS).compose(rested -> equations());
                });
    }

    /** Suspects that are there again, in the words of now. */
    private Future<List<ConsistencyFinding>> confirmed() {
        if (suspects.isEmpty()) {
            return Future.succeededFuture(new ArrayList<>());
        }
        var ids = suspects.stream().map(ConsistencyFinding::orderId).distinct().toList();
        return vertx.timer(secondLook.toMillis())
                .compose(rested -> orders.some(ids))
                .compose(again -> reservations(AskReservations.of(ids))
                        .compose(told -> orders.existing(ids).map(existing -> {
                            var now = new ArrayList<>(Comparing.orders(again, told));
                            now.addAll(Comparing.reservations(told, existing));
                            now.removeIf(found -> suspects.stream().noneMatch(found::isOf));
                            return now;
                        })));
    }

    private void suspect(List<ConsistencyFinding> found) {
        for (var one : found) {
            if (suspects.size() < MOST_SUSPECTS) {
                suspects.add(one);
            }
        }
    }

    private Future<List<Told>> reservations(AskReservations asked) {
        return bus.call(ProductOperations.RESERVATIONS, asked, context()).map(told -> told.reservations());
    }

    private boolean timeIsOver() {
        var over = elapsed().compareTo(TIME) > 0;
        complete &= !over;
        return over;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static CallContext context() {
        return CallContext.onOwnBehalf(BUS_PATIENCE);
    }

    private static List<UUID> ids(List<Told> reservations) {
        return reservations.stream().map(Told::orderId).toList();
    }
}
