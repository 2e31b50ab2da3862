package souk.orders.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.orders.order.Move;
import souk.orders.order.MoveRepository.Cause;
import souk.orders.order.Moving;
import souk.orders.order.Order;
import souk.orders.order.OrderState;
import souk.orders.payment.PaymentProvider.Outcome;
import souk.shared.contract.OrderEvents;
import souk.shared.http.Answer;
import souk.shared.id.UuidV7;
import souk.shared.money.Money;
import souk.shared.problem.Problem;
import souk.shared.sql.Database;

/**
 * Sends money back, as {@link Paying} takes it. What is on its way back counts as gone from the first transaction on,
 * so any number of refunds at once never gives back more than was paid.
 */
final class Refunding {

    private static final Logger LOG = LogManager.getLogger(Refunding.class);

    private final Moving moving;
    private final PaymentRepository payments;
    private final RefundRepository refunds;
    private final Optional<PaymentProvider> provider;
    private final Database database;
    private final Runnable published;

    Refunding(
            PaymentFeature.Surroundings around,
            PaymentRepository payments,
            RefundRepository refunds,
            Optional<PaymentProvider> provider) {
        this.moving = around.moving();
        this.payments = payments;
        this.refunds = refunds;
        this.provider = provider;
        this.database = around.database();
        this.published = around.published();
    }

    /**
     * @param amount null for what is left
     * @param reference of money that was sent back elsewhere, or null
     */
    record Wish(Moving.Asked asked, Money amount, String reference, Origin origin) {}

    /** The first transaction, see {@link Paying#begin}. What was paid elsewhere is only recorded. */
    Future<Optional<Answer>> begin(SqlConnection connection, Wish wish, Consumer<Refund> begun) {
        return moving.admit(connection, wish.asked(), Move.REFUND)
                .map(Refunding::legal)
                .map(Refunding::knownToBePaid)
                .compose(order -> payments.captured(connection, order.id()).compose(payment -> {
                    if (order.payment().paid() == 0) {
                        return nothingToSend(connection, wish, order);
                    }
                    if (!payment.isElsewhere() && provider.isEmpty()) {
                        throw new PaymentFailure.NotTaken().refusal();
                    }
                    var refund = refund(order, payment, wish);
                    return intend(connection, wish, order, refund)
                            .compose(intended -> payment.isElsewhere()
                                    ? end(connection, intended, refund, true).map(Optional::of)
                                    : Future.succeededFuture(Optional.<Answer>empty()))
                            .onSuccess(answer -> begun.accept(refund));
                }));
    }

    /** Money of a cancelled order that has not come back yet, because it was declined, can be sent again. */
    private static Order legal(Order order) {
        var owed = order.status() == OrderState.CANCELLED
                && order.isPaid()
                && !order.payment().isAllBack();
        return owed ? order : Moving.legal(order, Move.REFUND);
    }

    /** Orders that were brought here from another system may have been paid without a payment that we know of. */
    private static Order knownToBePaid(Order order) {
        if (!order.isPaid()) {
            throw new PaymentFailure.RefundTooLarge(new Money(0, order.total().currency())).refusal();
        }
        return order;
    }

    private Future<Optional<Answer>> nothingToSend(SqlConnection connection, Wish wish, Order order) {
        return moving.change(
                        connection,
                        order,
                        order.in(Move.REFUND.target()),
                        wish.asked().cause(),
                        Move.REFUND.event())
                .map(refunded -> Optional.of(Answering.of(200, refunded)));
    }

    private static Refund refund(Order order, Payment payment, Wish wish) {
        var left = new Money(order.payment().left(), order.total().currency());
        var amount = wish.amount() == null ? left : wish.amount();
        if (!amount.currency().equals(left.currency())) {
            throw Problem.invalid("/amount/currency", "must be " + left.currencyCode())
                    .refusal();
        }
        if (amount.minorUnits() > left.minorUnits() || left.minorUnits() == 0) {
            throw new PaymentFailure.RefundTooLarge(left).refusal();
        }
        return new Refund(UuidV7.next(), order.id(), payment.id(), amount, wish.reference(), wish.origin());
    }

    private Future<Order> intend(SqlConnection connection, Wish wish, Order order, Refund refund) {
        var reason =
                wish.asked().reason() == null ? "refund begun" : wish.asked().reason();
        var money = order.payment().refundBegun(refund.amount().minorUnits());
        return refunds.add(connection, refund)
                .compose(added -> moving.payment(
                        connection,
                        order,
                        order.with(money),
                        new Cause(wish.asked().caller().id(), reason)));
    }

    /** What comes after the first transaction; for as long as somebody waits. */
    Future<Answer> finish(Refund refund, Duration patience) {
        return Answering.inTime(send(refund), patience, () -> accepted(refund));
    }

    /** Asks the provider, for the first time or again; empty if it does not say. */
    Future<Optional<Answer>> send(Refund refund) {
        return Answering.ask(() -> provider.orElseThrow().refund(refund.id(), refund.paymentId(), refund.amount()))
                .compose(outcome -> outcome == Outcome.UNKNOWN
                        ? Future.succeededFuture(Optional.empty())
                        : settle(refund, outcome == Outcome.DONE).map(Optional::of));
    }

    private Future<Answer> settle(Refund refund, boolean done) {
        return database.transaction(connection -> moving.lock(connection, refund.orderId())
                        .compose(order -> end(connection, order, refund, done)))
                .onSuccess(settled -> published.run());
    }

    private Future<Answer> end(SqlConnection connection, Order order, Refund refund, boolean done) {
        return refunds.end(connection, refund.id(), done)
                .compose(mine -> mine
                        ? done ? sent(connection, order, refund) : declined(connection, order, refund)
                        : Future.succeededFuture(order))
                .compose(after -> refunds.isDone(connection, refund.id())
                        .map(isDone -> isDone
                                ? Answering.of(200, after)
                                : refund.origin().refused(new PaymentFailure.RefundDeclined().problem(), path(refund))))
                .compose(answer -> Answering.keep(connection, refund.origin(), answer));
    }

    private Future<Order> sent(SqlConnection connection, Order order, Refund refund) {
        var money = order.payment().refundDone(refund.amount().minorUnits());
        var ends = money.isAllBack() && order.exits().contains(Move.REFUND.target());
        var after = (ends ? order.in(Move.REFUND.target()) : order).with(money);
        var event = money.isAllBack() ? Move.REFUND.event() : OrderEvents.PART_REFUNDED;
        return moving.change(connection, order, after, cause(refund, refund.amount() + " refunded"), event);
    }

    private Future<Order> declined(SqlConnection connection, Order order, Refund refund) {
        LOG.error("event=refund-declined order={} refund={}", order.id(), refund.id());
        var money = order.payment().refundDeclined(refund.amount().minorUnits());
        return moving.payment(connection, order, order.with(money), cause(refund, "refund declined"));
    }

    private static Cause cause(Refund refund, String reason) {
        return new Cause(refund.origin().actor(), reason);
    }

    private static String path(Refund refund) {
        return "/api/v1/orders/" + refund.orderId() + "/refund";
    }

    private Future<Answer> accepted(Refund refund) {
        return database.transaction(connection -> moving.lock(connection, refund.orderId())
                .compose(order -> Answering.keep(connection, refund.origin(), Answering.of(202, order))));
    }
}
