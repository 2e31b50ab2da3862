package souk.orders.payment;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import souk.orders.order.MoveRequest;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.HttpApi;
import souk.shared.sql.Database;
import souk.shared.sql.KeyedRequest;
import souk.shared.sql.RequestKeys;

/** Paying for an order, and sending the money back. */
final class PaymentRoutes {

    private static final int LONGEST_REFERENCE = 200;

    /** How long a provider has before the answer is 202, and what is left for that answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration SPARE = Duration.ofMillis(300);

    private final PaymentFeature.Parts parts;
    private final Database database;
    private final RequestKeys keys;
    private final Runnable published;

    PaymentRoutes(PaymentFeature.Parts parts, Database database, Runnable published) {
        this.parts = parts;
        this.database = database;
        this.keys = new RequestKeys(database);
        this.published = published;
    }

    void mount(HttpApi api) {
        api.on(HttpMethod.POST, "/api/v1/orders/:id/pay", MoveRequest.WRITERS, this::pay);
        api.on(HttpMethod.POST, "/api/v1/orders/:id/refund", MoveRequest.WRITERS, this::refund);
    }

    private Future<Answer> pay(ApiRequest request) {
        var body = request.optionalJson();
        var asked = MoveRequest.withoutReason(request, body);
        var reference = body.optionalText("reference", 1, LONGEST_REFERENCE).orElse(null);
        body.done();
        var keyed = MoveRequest.keyed(request, "pay");
        var wish = new Paying.Wish(asked, reference, Origin.of(request, keyed));
        return this.<Payment>inTwoSteps(
                keyed,
                (connection, begun) -> parts.paying().begin(connection, wish, begun),
                payment -> parts.paying().finish(payment, patience(request)));
    }

    private Future<Answer> refund(ApiRequest request) {
        var body = request.optionalJson();
        var asked = MoveRequest.from(request, body);
        var amount = body.optionalMoney("amount").orElse(null);
        if (amount != null && amount.minorUnits() == 0) {
            body.violation("amount", "must be more than nothing");
        }
        var reference = body.optionalText("reference", 1, LONGEST_REFERENCE).orElse(null);
        body.done();
        var keyed = MoveRequest.keyed(request, "refund");
        var wish = new Refunding.Wish(asked, amount, reference, Origin.of(request, keyed));
        return this.<Refund>inTwoSteps(
                keyed,
                (connection, begun) -> parts.refunding().begin(connection, wish, begun),
                refund -> parts.refunding().finish(refund, patience(request)));
    }

    private static Duration patience(ApiRequest request) {
        var left = request.context().deadline().left().minus(SPARE);
        return left.compareTo(PATIENCE) < 0 ? left : PATIENCE;
    }

    /** The intent with the key of the request in one transaction; then, if there is no answer yet, the rest. */
    private <T> Future<Answer> inTwoSteps(
            Optional<KeyedRequest> keyed,
            BiFunction<SqlConnection, Consumer<T>, Future<Optional<Answer>>> begin,
            Function<T, Future<Answer>> finish) {
        var begun = new AtomicReference<T>();
        Function<SqlConnection, Future<Optional<Answer>>> effect = connection -> begin.apply(connection, begun::set);
        return keyed.map(key -> keys.begin(key, effect))
                .orElseGet(() -> database.transaction(effect))
                .onSuccess(done -> published.run())
                .compose(answer -> answer.map(Future::succeededFuture).orElseGet(() -> finish.apply(begun.get())));
    }
}
