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
 * Sends calls that are made in the same turn of the event loop to the same address, and wait for as long, in one
 * message. Nobody waits for company: what there is leaves at the end of the turn. Each call keeps its own headers, seal
 * and verdict; the answers come back together, when the last is known. Thread-safe.
 */
final class BatchedCalls {

    /** @param timeout milliseconds; whoever soon asks elsewhere must not wait for somebody more patient */
    private record Way(String address, long timeout) {}

    private record Waiting(Frame call, Promise<Reply> reply) {}

    private final VertxInternal vertx;
    private final Map<Way, List<Waiting>> byWay = new HashMap<>();

    BatchedCalls(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
    }

    /** As {@link io.vertx.core.eventbus.EventBus#request} and fails as that does; ends on the caller's context. */
    Future<Reply> request(String address, Buffer body, DeliveryOptions options) {
        var way = new Way(address, options.getSendTimeout());
        var waiting = new Waiting(new Frame(options.getHeaders(), body), vertx.promise());
        if (add(way, waiting)) {
            vertx.getOrCreateContext().runOnContext(endOfTurn -> send(way));
        }
        return waiting.reply().future();
    }

    /** Whether it is the first. */
    private synchronized boolean add(Way way, Waiting waiting) {
        var others = byWay.computeIfAbsent(way, unused -> new ArrayList<>());
        others.add(waiting);
        return others.size() == 1;
    }

    private synchronized List<Waiting> take(Way way) {
        return byWay.remove(way);
    }

    private void send(Way way) {
        var calls = take(way);
        for (var from = 0; from < calls.size(); from += Frame.MOST) {
            send(way, calls.subList(from, Math.min(calls.size(), from + Frame.MOST)));
        }
    }

    private void send(Way way, List<Waiting> calls) {
        if (calls.size() == 1) {
            var only = calls.get(0);
            ask(way, only.call())
                    .onSuccess(answer -> only.reply().complete(answer))
                    .onFailure(failure -> only.reply().fail(failure));
            return;
        }
        var headers = MultiMap.caseInsensitiveMultiMap().add(Wire.CALLS, Integer.toString(calls.size()));
        var body = Frame.write(calls.stream().map(Waiting::call).toList());
        ask(way, new Frame(headers, body))
                .map(answer -> Frame.read(answer.body()))
                .onSuccess(answers -> tell(calls, answers))
                .onFailure(failure -> calls.forEach(call -> call.reply().fail(failure)));
    }

    private Future<Reply> ask(Way way, Frame message) {
        var options = new DeliveryOptions().setSendTimeout(way.timeout()).setHeaders(message.headers());
        return vertx.eventBus()
                .<Buffer>request(way.address(), message.body(), options)
                .map(Wire::reply);
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
