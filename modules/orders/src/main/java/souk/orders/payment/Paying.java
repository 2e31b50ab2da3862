package souk.orders.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import souk.orders.order.Move;
import souk.orders.order.MoveRepository.Cause;
import souk.orders.order.Moving;
import souk.orders.order.Order;
import souk.orders.order.OrderFailure;
import souk.orders.order.OrderPayment;
import souk.orders.order.OrderState;
import souk.orders.payment.Payment.State;
import souk.orders.payment.PaymentProvider.Outcome;
import souk.shared.http.Answer;
import souk.shared.id.UuidV7;
import souk.shared.problem.Problem;
import souk.shared.security.Permission;
import souk.shared.sql.Database;

/**
 * Charges for orders: the intent is committed, the provider is called outside of every transaction, the outcome is
 * committed. Whoever dies in between leaves the intent, and the same call with the same key finds out.
 */
final class Paying {

    private final Moving moving;
    private final PaymentRepository payments;
    private final Optional<PaymentProvider> provider;
    private final Database database;
    private final Runnable published;

    Paying(PaymentFeature.Surroundings around, PaymentRepository payments, Optional<PaymentProvider> provider) {
        this.moving = around.moving();
        this.payments = payments;
        this.provider = provider;
        this.database = around.database();
        this.published = around.published();
    }

    /** @param reference of a payment that was received elsewhere, else null */
    record Wish(Moving.Asked asked, String reference, Origin origin) {}

    /**
     * The first transaction. Gives the answer where none has to be waited for, and otherwise tells of the payment that
     * the provider is to be asked for. Who pays while a payment is under way joins it.
     */
    Future<Optional<Answer>> begin(SqlConnection connection, Wish wish, Consumer<Payment> begun) {
        return moving.admit(connection, wish.asked(), Move.PAY).compose(order -> {
            if (order.status() == OrderState.CONFIRMED && isPending(order) && wish.reference() == null) {
                return Future.succeededFuture(Optional.of(Answering.of(202, order)));
            }
            Moving.legal(order, Move.PAY);
            var nothingToPay = order.total().minorUnits() == 0;
            return wish.reference() != null || nothingToPay
                    ? record(connection, wish, order).map(paid -> Optional.of(Answering.of(200, paid)))
                    : intend(connection, wish, order, begun).map(pending -> Optional.empty());
        });
    }

    private static boolean isPending(Order order) {
        return order.payment() != null && order.payment().state() == OrderPayment.State.PENDING;
    }

    private Future<Order> record(SqlConnection connection, Wish wish, Order order) {
        if (wish.reference() != null && !wish.asked().caller().may(Permission.WRITE_ORDERS)) {
            throw new OrderFailure.NotYours().refusal();
        }
        if (isPending(order)) {
            throw new OrderFailure.IllegalTransition(order, OrderState.PAID).refusal();
        }
        var payment = payment(order, State.CAPTURED, Payment.ELSEWHERE, wish);
        return payments.add(connection, payment)
                .compose(added -> paid(connection, order, payment, wish.asked().cause()));
    }

    private Future<Order> intend(SqlConnection connection, Wish wish, Order order, Consumer<Payment> begun) {
        var charging = provider.orElseThrow(() -> wish.asked().caller().may(Permission.WRITE_ORDERS)
                ? Problem.invalid("/reference", "is missing: payments are received elsewhere")
                        .refusal()
                : new PaymentFailure.NotTaken().refusal());
        var payment = payment(order, State.BEGUN, charging.name(), wish);
        var pending = order.with(OrderPayment.unpaid(OrderPayment.State.PENDING));
        begun.accept(payment);
        return payments.add(connection, payment)
                .compose(added -> moving.payment(
                        connection,
                        order,
                        pending,
                        new Cause(wish.asked().caller().id(), "payment begun")));
    }

    private static Payment payment(Order order, State state, String provider, Wish wish) {
        return new Payment(UuidV7.next(), order.id(), state, provider, wish.reference(), order.total(), wish.origin());
    }

    /** What comes after the first transaction; for as long as somebody waits. */
    Future<Answer> finish(Payment payment, Duration patience) {
        return Answering.inTime(charge(payment), patience, () -> accepted(payment));
    }

    /** Asks the provider, for the first time or again; empty if it does not say. */
    Future<Optional<Answer>> charge(Payment payment) {
        return Answering.ask(() -> provider.orElseThrow().charge(payment.id(), payment.amount()))
                .compose(outcome -> settle(payment, outcome));
    }

    /** Calls a payment off whose order has ended first; true if that is done. */
    Future<Boolean> cancel(Payment payment) {
        return Answering.ask(() -> provider.orElseThrow().cancel(payment.id()))
                .compose(
                        outcome -> outcome == Outcome.DONE ? voided(payment).map(true) : Future.succeededFuture(false));
    }

    /** Of something that the provider says of its own accord. */
    Future<Optional<Answer>> told(UUID payment, Outcome outcome) {
        return payments.find(payment)
                .compose(found -> found.map(known -> settle(known, outcome))
                        .orElseGet(() -> Future.succeededFuture(Optional.empty())));
    }

    /** The last transaction; what it finds settled stays as it is. */
    private Future<Optional<Answer>> settle(Payment payment, Outcome outcome) {
        if (outcome == Outcome.UNKNOWN) {
            return Future.succeededFuture(Optional.empty());
        }
        var state = outcome == Outcome.DONE ? State.CAPTURED : State.DECLINED;
        return database.transaction(connection -> moving.lock(connection, payment.orderId())
                        .compose(order -> payments.end(connection, payment.id(), State.BEGUN, state)
                                .compose(mine -> mine
                                        ? ended(connection, order, payment, state)
                                        : Future.succeededFuture(order)))
                        .compose(order -> answer(connection, order, payment)))
                .onSuccess(settled -> published.run())
                .map(Optional::of);
    }

    private Future<Order> ended(SqlConnection connection, Order order, Payment payment, State state) {
        var actor = payment.origin().actor();
        return state == State.CAPTURED
                ? paid(connection, order, payment, new Cause(actor, null))
                : moving.payment(
                        connection,
                        order,
                        order.with(OrderPayment.unpaid(OrderPayment.State.DECLINED)),
                        new Cause(actor, "payment declined"));
    }

    private Future<Order> paid(SqlConnection connection, Order order, Payment payment, Cause cause) {
        var money = OrderPayment.of(payment.amount().minorUnits());
        return moving.change(connection, order, order.in(Move.PAY.target()).with(money), cause, Move.PAY.event());
    }

    private Future<Void> voided(Payment payment) {
        return database.transaction(connection -> moving.lock(connection, payment.orderId())
                        .compose(order -> payments.end(connection, payment.id(), State.VOIDING, State.VOIDED)
                                .compose(mine -> mine
                                        ? moving.payment(
                                                connection,
                                                order,
                                                order.with(OrderPayment.unpaid(OrderPayment.State.VOIDED)),
                                                new Cause(null, "payment voided"))
                                        : Future.succeededFuture(order)))
                        .compose(order -> answer(connection, order, payment)))
                .onSuccess(called -> published.run())
                .mapEmpty();
    }

    private Future<Answer> answer(SqlConnection connection, Order order, Payment payment) {
        var path = "/api/v1/orders/" + order.id() + "/pay";
        return payments.state(connection, payment.id())
                .map(state -> switch (state) {
                    case BEGUN -> Answering.of(202, order);
                    case CAPTURED -> Answering.of(200, order);
                    case DECLINED -> payment.origin().refused(new PaymentFailure.Declined().problem(), path);
                    case VOIDING, VOIDED ->
                        payment.origin()
                                .refused(new OrderFailure.IllegalTransition(order, OrderState.PAID).problem(), path);
                })
                .compose(answer -> Answering.keep(connection, payment.origin(), answer));
    }

    private Future<Answer> accepted(Payment payment) {
        return database.transaction(connection ->
                moving.lock(connection, payment.orderId()).compose(order -> answer(connection, order, payment)));
    }
}
