package souk.orders.checkout;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.orders.checkout.PlacementRepository.Standing;
import souk.orders.order.Order;
import souk.orders.order.OrderState;
import souk.orders.order.OrderView;
import souk.shared.contract.ReserveStock;
import souk.shared.contract.StockReserved;
import souk.shared.contract.StockReserved.ReservedLine;
import souk.shared.id.UuidV7;
import souk.shared.json.WireJson;
import souk.shared.money.Money;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;

/**
 * Places orders in two commits: products holds the stock, then the order is committed here together with the answer
 * that a repeat of the request will get. {@code docs/protocol.md} argues why nothing that dies, repeats or comes late
 * in between can sell twice, sell what is not there or lose an order.
 */
public final class Checkout {

    private static final Logger LOG = LogManager.getLogger(Checkout.class);
    private static final int TRIES = 3;

    private final PlacementRepository placements;
    private final KnownAnswers known;
    private final Products products;
    private final Placing placing;
    private final BooleanSupplier open;

    /** @param open whether orders are taken */
    Checkout(
            PlacementRepository placements,
            KnownAnswers known,
            Products products,
            Placing placing,
            BooleanSupplier open) {
        this.placements = placements;
        this.known = known;
        this.products = products;
        this.placing = placing;
        this.open = open;
    }

    /** The answer to send, be it the 201, a kept refusal, or what an earlier request with the same key was told. */
    Future<KeptAnswer> place(Attempt attempt) {
        if (!attempt.keyed()) {
            return beginIfOpen(attempt);
        }
        return known.to(attempt)
                .compose(earlier ->
                        earlier.map(answer -> replay(attempt, answer)).orElseGet(() -> beginIfOpen(attempt)));
    }

    /** The refusal is not kept: the same request may succeed once orders are taken again. */
    private Future<KeptAnswer> beginIfOpen(Attempt attempt) {
        return open.getAsBoolean()
                ? begin(attempt, TRIES)
                : Future.failedFuture(Problem.of(ProblemCode.ORDERS_CLOSED, "No orders are taken at the moment.")
                        .refusal());
    }

    private Future<KeptAnswer> begin(Attempt attempt, int triesLeft) {
        var order = attempt.order();
        var request = new ReserveStock(
                UuidV7.next(),
                attempt.customer(),
                attempt.requestKey(),
                attempt.requestHash(),
                order.sortedByProduct(),
                order.expectedTotal());
        return products.reserve(request, attempt.context())
                .transform(reserved -> reserved.succeeded()
                        ? commit(attempt, reserved.result(), triesLeft)
                        : refuse(attempt, attempt.body().places().inTheClientsWords(reserved.cause())));
    }

    /** A refusal is kept before it is told, so that an earlier attempt with the same key can no longer sell. */
    private Future<KeptAnswer> refuse(Attempt attempt, Throwable failure) {
        var mayBeKept =
                failure instanceof Refusal refusal && refusal.problem().code() != ProblemCode.IDEMPOTENCY_KEY_REUSED;
        if (!attempt.keyed() || !mayBeKept) {
            return Future.failedFuture(failure);
        }
        var problem = ((Refusal) failure).problem();
        var traceId = attempt.context().traceId();
        var answer = new KeptAnswer(
                problem.status(), problem.toJson(attempt.path(), traceId).toString(), null, false);
        return placements
                .keepRefusal(attempt, answer)
                .compose(kept -> kept ? Future.succeededFuture(answer) : replayKept(attempt));
    }

    private Future<KeptAnswer> commit(Attempt attempt, StockReserved reserved, int triesLeft) {
        var order = order(attempt, reserved);
        return commit(new Placement(attempt, order, WireJson.text(OrderView.of(order))), triesLeft);
    }

    private Future<KeptAnswer> commit(Placement placement, int triesLeft) {
        var id = placement.order().id();
        return placing.place(placement)
                .compose(placed -> placed
                        ? Future.succeededFuture(new KeptAnswer(201, placement.answer(), id, false))
                        : afterLosing(placement, triesLeft));
    }

    /** Another attempt with the same key or order was first, or the order was declared never to be. */
    private Future<KeptAnswer> afterLosing(Placement placement, int triesLeft) {
        var attempt = placement.attempt();
        var orderId = placement.order().id();
        if (!attempt.keyed()) {
            return afterLosingTheId(placement, triesLeft);
        }
        return known.to(attempt)
                .compose(earlier -> earlier.map(answer -> {
                            if (!orderId.equals(answer.orderId())) {
                                release(attempt, orderId);
                            }
                            return replay(attempt, answer);
                        })
                        .orElseGet(() -> afterLosingTheId(placement, triesLeft)));
    }

    /**
     * No key row is in the way (any more), so the order id tells. Only a tombstone ends the reservation: if nothing is
     * there, the reservation is still good, and releasing it could hit an order that adopts it meanwhile.
     */
    private Future<KeptAnswer> afterLosingTheId(Placement placement, int triesLeft) {
        var attempt = placement.attempt();
        var orderId = placement.order().id();
        return placements.standing(orderId).compose(standing -> {
            if (standing == Standing.PLACED) {
                return Future.succeededFuture(new KeptAnswer(201, placement.answer(), orderId, true));
            }
            if (triesLeft <= 1) {
                return Future.failedFuture(Trouble.because("every try to commit the order met something else"));
            }
            return standing == Standing.UNDECIDED
                    ? commit(placement, triesLeft - 1)
                    : products.release(orderId, attempt.context()).compose(released -> begin(attempt, triesLeft - 1));
        });
    }

    private Future<KeptAnswer> replayKept(Attempt attempt) {
        return known.to(attempt)
                .compose(earlier -> earlier.map(answer -> replay(attempt, answer))
                        .orElseGet(() -> Future.failedFuture(Trouble.because("the key row came and went"))));
    }

    private static Future<KeptAnswer> replay(Attempt attempt, PlacementRepository.Kept kept) {
        return kept.requestHash().equals(attempt.requestHash())
                ? Future.succeededFuture(new KeptAnswer(kept.status(), kept.body(), kept.orderId(), true))
                : Future.failedFuture(Problem.of(
                                ProblemCode.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key was used with another body.")
                        .refusal());
    }

    /** Nobody waits for it: what is not released now, the sweeper releases. */
    private void release(Attempt attempt, UUID orderId) {
        products.release(orderId, attempt.context())
                .onFailure(trouble -> LOG.info("event=release-left-to-sweeper order={}", orderId));
    }

    private static Order order(Attempt attempt, StockReserved reserved) {
        var byProduct =
                reserved.lines().stream().collect(Collectors.toMap(ReservedLine::productId, Function.identity()));
        var lines = attempt.order().lines().stream()
                .map(wanted -> byProduct.get(wanted.productId()))
                .map(held -> new Order.Line(
                        held.productId(),
                        held.sellerId(),
                        held.name(),
                        held.unitPrice(),
                        held.quantity(),
                        held.productVersion()))
                .toList();
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Order(
                reserved.orderId(),
                attempt.customer(),
                OrderState.CONFIRMED,
                total(lines.stream()),
                lines,
                1,
                now,
                now);
    }

    private static Money total(Stream<Order.Line> lines) {
        return lines.map(line -> line.unitPrice().times(line.quantity()))
                .reduce(Money::plus)
                .orElseThrow();
    }
}
