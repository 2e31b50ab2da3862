package souk.orders;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import souk.orders.payment.PaymentProvider;
import souk.shared.money.Money;

/** A provider whose calls, or whose answers, a test can have vanish, as they do when an instance dies. */
final class DetouringProvider implements PaymentProvider {

    private final PaymentProvider provider;
    final AtomicInteger notices = new AtomicInteger();
    volatile Way way = Way.STRAIGHT;

    enum Way {
        STRAIGHT,
        /** The instance dies before it calls. */
        NO_CALL,
        /** The instance dies before it hears the answer. */
        NO_ANSWER
    }

    DetouringProvider(PaymentProvider provider) {
        this.provider = provider;
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public Future<Outcome> charge(UUID payment, Money amount) {
        return way == Way.NO_CALL ? never() : heard(provider.charge(payment, amount));
    }

    @Override
    public Future<Outcome> cancel(UUID payment) {
        return way == Way.NO_CALL ? never() : heard(provider.cancel(payment));
    }

    @Override
    public Future<Outcome> refund(UUID refund, UUID payment, Money amount) {
        return way == Way.NO_CALL ? never() : heard(provider.refund(refund, payment, amount));
    }

    @Override
    public void listen(BiConsumer<UUID, Outcome> charged) {
        provider.listen((payment, outcome) -> {
            charged.accept(payment, outcome);
            notices.incrementAndGet();
        });
    }

    private Future<Outcome> heard(Future<Outcome> answer) {
        return way == Way.NO_ANSWER ? answer.compose(lost -> never()) : answer;
    }

    private static Future<Outcome> never() {
        return Promise.<Outcome>promise().future();
    }
}
