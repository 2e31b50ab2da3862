package souk.orders.payment;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.UUID;
import java.util.function.BiConsumer;
import souk.orders.payment.SimulatedLedgerRepository.Entry;
import souk.shared.money.Money;
import souk.shared.sql.Database;

/**
 * A provider that moves no money but behaves like one, on good days and on bad ones: the last two digits of an amount in
 * its smallest unit say which. Its books outlive every process.
 */
public final class SimulatedProvider implements PaymentProvider {

    private final Vertx vertx;
    private final SimulatedLedgerRepository ledger;
    private final Duration late;
    private volatile BiConsumer<UUID, Outcome> charged = (payment, outcome) -> {};

    /** What the first call with a key meets; from the second one on every provider has a good day. */
    private enum Day {
        GOOD("done"),
        DECLINES("declined"),
        NEVER_GETS_THERE("unreached"),
        ANSWERS_LATE("done"),
        ANSWERS_TWICE("done"),
        UNREACHABLE("unreached"),
        ANSWER_IS_LOST("done");

        private final String leaves;

        Day(String leaves) {
            this.leaves = leaves;
        }

        static Day of(Money amount) {
            return switch ((int) (amount.minorUnits() % 100)) {
                case 1 -> DECLINES;
                case 2 -> NEVER_GETS_THERE;
                case 3 -> ANSWERS_LATE;
                case 4 -> ANSWERS_TWICE;
                case 5 -> UNREACHABLE;
                case 7 -> ANSWER_IS_LOST;
                default -> GOOD;
            };
        }

        /** Of a charge that is sent back in full; its refunds are declined. */
        static Day ofRefund(Money amount) {
            return amount.minorUnits() % 100 == 6 ? DECLINES : of(amount);
        }
    }

    /** @param late how long an answer takes that is late */
    public SimulatedProvider(Vertx vertx, Database database, Duration late) {
        this.vertx = vertx;
        this.ledger = new SimulatedLedgerRepository(database);
        this.late = late;
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public Future<Outcome> charge(UUID payment, Money amount) {
        var day = Day.of(amount);
        return ledger.charge(payment, amount, day.leaves).compose(entry -> {
            if (day == Day.ANSWERS_TWICE && entry.isFirst()) {
                vertx.setTimer(late.toMillis(), again -> charged.accept(payment, outcome(entry)));
            }
            return answer(day, entry);
        });
    }

    @Override
    public Future<Outcome> cancel(UUID payment) {
        return ledger.cancel(payment).map(Outcome.DONE);
    }

    @Override
    public Future<Outcome> refund(UUID refund, UUID payment, Money amount) {
        var day = Day.ofRefund(amount);
        return ledger.refund(refund, payment, amount, day.leaves).compose(entry -> answer(day, entry));
    }

    @Override
    public void listen(BiConsumer<UUID, Outcome> listener) {
        charged = listener;
    }

    private Future<Outcome> answer(Day day, Entry entry) {
        if (!entry.isFirst()) {
            return Future.succeededFuture(outcome(entry));
        }
        return switch (day) {
            case GOOD, DECLINES, ANSWERS_TWICE -> Future.succeededFuture(outcome(entry));
            case ANSWERS_LATE -> vertx.timer(late.toMillis()).map(outcome(entry));
            case NEVER_GETS_THERE, ANSWER_IS_LOST -> Promise.<Outcome>promise().future();
            case UNREACHABLE -> Future.succeededFuture(Outcome.UNKNOWN);
        };
    }

    private static Outcome outcome(Entry entry) {
        return switch (entry.state()) {
            case "done" -> Outcome.DONE;
            case "unreached" -> Outcome.UNKNOWN;
            default -> Outcome.DECLINED;
        };
    }
}
