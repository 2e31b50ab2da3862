package souk.shared.bus;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends calls that are made in the same turn of the event loop to the same address in one message. Nobody waits for
 * company: what there is leaves at the end of the turn. Each call keeps its own headers, seal and verdict; the answers
 * come back together, when the last is known. Thread-safe.
 */
final class BatchedCalls {

    private record Waiting(Frame call, long timeout, Promise<Reply> reply) {}

    private final VertxInternal vertx;
    private final Map<String, List<Waiting>> byAddress = new HashMap<>();

    BatchedCalls(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
    }

    /** As {@link io.vertx.core.eventbus.EventBus#request} and fails as that does; ends on the caller's context. */
    Future<Reply> request(String address, Buffer body, DeliveryOptions options) {
        var call = new Frame(options.getHeaders(), body);
        var waiting = new Waiting(call, options.getSendTimeout(), vertx.promise());
        if (add(address, waiting)) {
            vertx.getOrCreateContext().runOnContext(endOfTurn -> send(address));
        }
        return waiting.reply().future();
    }

    /** Whether it is the first. */
    private synchronized boolean add(String address, Waiting waiting) {
        var others = byAddress.computeIfAbsent(address, unused -> new ArrayList<>());
        others.add(waiting);
        return others.size() == 1;
    }

    private synchronized List<Waiting> take(String address) {
        return byAddress.remove(address);
    }

    private void send(String address) {
        var calls = take(address);
        for (var from = 0; from < calls.size(); from += Frame.MOST) {
            send(address, calls.subList(from, Math.min(calls.size(), from + Frame.MOST)));
        }
    }

    private void send(String address, List<Waiting> calls) {
        if (calls.size() == 1) {
            var only = calls.get(0);
            ask(address, only.call().body(), only.call().headers(), only.timeout())
                    .onSuccess(answer -> only.reply().complete(answer))
                    .onFailure(failure -> only.reply().fail(failure));
            return;
        }
        var timeout = calls.stream().mapToLong(Waiting::timeout).max().orElseThrow();
        var body = Frame.write(calls.stream().map(Waiting::call).toList());
        var headers = MultiMap.caseInsensitiveMultiMap().add(Wire.CALLS, Integer.toString(calls.size()));
        ask(address, body, headers, timeout)
                .map(answer -> Frame.read(answer.body()))
                .onSuccess(answers -> tell(calls, answers))
                .onFailure(failure -> calls.forEach(call -> call.reply().fail(failure)));
    }

    private Future<Reply> ask(String address, Buffer body, MultiMap headers, long timeout) {
        var options = new DeliveryOptions().setSendTimeout(timeout).setHeaders(headers);
        return vertx.eventBus().<Buffer>request(address, body, options).map(Wire::reply);
    }

    private static void tell(List<Waiting> calls, List<Frame> answers) {
        for (var place = 0; place < calls.size(); place++) {
            var reply = calls.get(place).reply();
            if (place >= answers.size()) {
                reply.fail("the answer is missing");
                continue;
            }
            try {
                reply.complete(Wire.reply(answers.get(place)));
            } catch (RuntimeException failed) {
                reply.fail(failed);
            }
        }
    }
}
