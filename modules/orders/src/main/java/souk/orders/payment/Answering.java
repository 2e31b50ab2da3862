package souk.orders.payment;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.orders.order.Order;
import souk.orders.order.OrderView;
import souk.orders.payment.PaymentProvider.Outcome;
import souk.shared.http.Answer;
import souk.shared.sql.RequestKeys;

/** How a request that moves money is answered: at once if its outcome is known in time, else as accepted. */
final class Answering {

    private static final Logger LOG = LogManager.getLogger(Answering.class);

    private Answering() {}

    static Answer of(int status, Order order) {
        return Answer.json(status, OrderView.of(order)).etag(order.version());
    }

    /** Under the key of the request too, if it has one; the answer that is kept there counts. */
    static Future<Answer> keep(SqlConnection connection, Origin origin, Answer answer) {
        return origin.key() == null
                ? Future.succeededFuture(answer)
                : RequestKeys.finish(connection, origin.key(), answer);
    }

    /** Whatever goes wrong on the way to a provider or back, nobody knows what has come of it. */
    static Future<Outcome> ask(Supplier<Future<Outcome>> call) {
        return Future.succeededFuture()
                .compose(now -> call.get())
                .recover(error -> Future.succeededFuture(Outcome.UNKNOWN));
    }

    /** The outcome goes on to be settled if it comes later. */
    static Future<Answer> inTime(
            Future<Optional<Answer>> settled, Duration patience, Supplier<Future<Answer>> accepted) {
        return settled.timeout(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS)
                .onFailure(unknown -> LOG.info("event=payment-left-open reason=\"{}\"", unknown.getMessage()))
                .otherwise(Optional.empty())
                .compose(answer -> answer.map(Future::succeededFuture).orElseGet(accepted));
    }
}
