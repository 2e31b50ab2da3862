package souk.local.prove;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import souk.local.client.HttpAnswer;
import souk.local.client.HttpConnection;
import souk.local.client.Visitor;

/** Writes down every request of every client of a run. */
public final class Recorder {
    private final long begin = System.nanoTime();
    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final Map<String, KeyedOrder> orders = new ConcurrentHashMap<>();
    private volatile Phase phase = Phase.WARM_UP;

    /** Requests that start from now on belong to the phase. */
    public void enter(Phase next) {
        phase = next;
    }

    /** Nanoseconds since the run began. */
    public long now() {
        return System.nanoTime() - begin;
    }

    public Attempt read(HttpConnection connection, String productId) {
        return record(
                Attempt.Kind.READ, null, () -> connection.send("GET", "/api/v1/products/" + productId, Map.of(), null));
    }

    public Attempt profile(HttpConnection connection, Map<String, String> headers) {
        return record(Attempt.Kind.PROFILE, null, () -> connection.send("GET", "/api/v1/profile", headers, null));
    }

    /** The key is kept before the request is sent, so that none is forgotten whatever becomes of it. */
    public Attempt order(HttpConnection connection, KeyedOrder order) {
        orders.put(order.key(), order);
        var headers = order.customer().keyed(order.key());
        return record(
                Attempt.Kind.ORDER,
                order.key(),
                () -> connection.send("POST", "/api/v1/orders", headers, order.body()));
    }

    /** Sends an order's key with another body, which must be refused once the key was answered. */
    public Attempt otherBody(HttpConnection connection, KeyedOrder order) {
        return record(
                Attempt.Kind.OTHER_BODY,
                order.key(),
                () -> connection.send(
                        "POST", "/api/v1/orders", order.customer().keyed(order.key()), order.otherBody()));
    }

    public Attempt cancel(HttpConnection connection, Visitor customer, String orderId) {
        return record(
                Attempt.Kind.CANCEL,
                null,
                () -> connection.send("POST", "/api/v1/orders/" + orderId + "/cancel", customer.headers(), null));
    }

    public History history() {
        return new History(List.copyOf(orders.values()), List.copyOf(attempts));
    }

    private Attempt record(Attempt.Kind kind, String key, Exchange exchange) {
        var at = phase;
        var start = now();
        HttpAnswer answer = null;
        String trouble = null;
        try {
            answer = exchange.run();
        } catch (IOException e) {
            trouble = e.toString();
        }
        var reading = kind == Attempt.Kind.READ || kind == Attempt.Kind.PROFILE;
        var kept = reading && answer != null && answer.status() == 200 ? new HttpAnswer(200, "") : answer;
        var attempt = new Attempt(at, kind, key, start, now(), kept, trouble);
        attempts.add(attempt);
        return attempt;
    }

    private interface Exchange {
        HttpAnswer run() throws IOException;
    }
}
