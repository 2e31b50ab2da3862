package souk.orders.checkout;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import souk.shared.http.Answer;
import souk.shared.http.ApiRequest;
import souk.shared.http.HttpApi;
import souk.shared.http.RequestHash;
import souk.shared.http.Rule;
import souk.shared.problem.Problem;
import souk.shared.security.Permission;

/** {@code POST /api/v1/orders}. */
public final class CheckoutRoutes {

    private final Checkout checkout;

    public CheckoutRoutes(Checkout checkout) {
        this.checkout = checkout;
    }

    public void mount(HttpApi api) {
        api.on(HttpMethod.POST, "/api/v1/orders", Rule.permission(Permission.WRITE_OWN_ORDERS), this::place);
    }

    private Future<Answer> place(ApiRequest request) {
        var key = request.idempotencyKey();
        var body = OrderBody.from(request.json());
        var hash = key.map(present -> RequestHash.of(body.order())).orElse(null);
        var attempt = new Attempt(body, key.orElse(null), hash, request.path(), request.context());
        return checkout.place(attempt).map(CheckoutRoutes::answer);
    }

    private static Answer answer(KeptAnswer kept) {
        var placed = kept.status() == 201;
        var headers = Map.of("content-type", placed ? ApiRequest.JSON : Problem.MEDIA_TYPE);
        var answer = new Answer(kept.status(), headers, Buffer.buffer(kept.body()));
        if (placed) {
            answer = answer.etag(1).location("/api/v1/orders/" + kept.orderId());
        }
        return kept.replayed() ? answer.header("idempotency-replayed", "true") : answer;
    }
}
