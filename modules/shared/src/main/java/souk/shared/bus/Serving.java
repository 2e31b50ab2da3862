package souk.shared.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import souk.shared.id.LogIds;
import souk.shared.json.WireJson;
import souk.shared.problem.ProblemCode;
import souk.shared.problem.Refusal;
import souk.shared.problem.Trouble;

/** The answering side: decodes, checks the seal and the deadline, asks the handler and sends what came of it. */
final class Serving {

    private static final Logger LOG = LogManager.getLogger(Serving.class);

    private final Vertx vertx;
    private final Wire wire;
    private final BusMetrics metrics;
    private final Gate gate = new Gate();
    private final List<MessageConsumer<Buffer>> consumers = new CopyOnWriteArrayList<>();

    Serving(Vertx vertx, Wire wire, BusMetrics metrics) {
        this.vertx = vertx;
        this.wire = wire;
        this.metrics = metrics;
    }

    /** @param address where to listen: that of the operation, or the same for this instance alone */
    <Q, A> Future<Void> serve(String address, Operation<Q, A> operation, OperationHandler<Q, A> handler) {
        MessageConsumer<Buffer> consumer =
                vertx.eventBus().consumer(address, message -> open(message, operation, handler));
        consumers.add(consumer);
        return consumer.completion();
    }

    Future<Void> unregister() {
        var leaving = consumers.stream().map(MessageConsumer::unregister).toList();
        return Future.join(leaving).transform(done -> gate.emptied());
    }

    private <Q, A> void open(Message<Buffer> message, Operation<Q, A> operation, OperationHandler<Q, A> handler) {
        if (!message.headers().contains(Wire.CALLS)) {
            receive(Received.alone(message), operation, handler);
            return;
        }
        List<Received> calls;
        try {
            calls = ReceivedTogether.in(message);
        } catch (IllegalArgumentException malformed) {
            LOG.warn("event=malformed-calls operation={} reason=\"{}\"", operation.address(), malformed.getMessage());
            message.fail(Wire.DEFECT, "these are no calls");
            return;
        }
        calls.forEach(call -> receive(call, operation, handler));
    }

    private <Q, A> void receive(Received call, Operation<Q, A> operation, OperationHandler<Q, A> handler) {
        var address = operation.address();
        var begun = System.nanoTime();
        var context = wire.context(address, call.headers()).orElse(null);
        if (context == null) {
            metrics.forged(address);
            LOG.warn("event=forged-caller operation={}", address);
            call.fail(Wire.UNAUTHENTICATED, "the caller is not sealed");
        } else if (context.deadline().passed()) {
            call.fail(Wire.TOO_LATE, "the deadline has passed");
        } else if (!gate.enter(address)) {
            call.fail(Wire.BUSY, "too many calls in flight");
        } else {
            handle(call, operation, handler, context).onComplete(answered -> {
                gate.leave(address);
                metrics.took("serve", address, Outcome.of(answered), System.nanoTime() - begun);
            });
        }
    }

    private <Q, A> Future<A> handle(
            Received call, Operation<Q, A> operation, OperationHandler<Q, A> handler, CallContext context) {
        Future<A> answer;
        try {
            answer = handler.handle(WireJson.read(call.body(), operation.request()), context);
        } catch (RuntimeException thrown) {
            answer = Future.failedFuture(thrown);
        }
        return answer.onSuccess(value -> call.answer(Wire.answer(value)))
                .onFailure(failure -> fail(call, operation.address(), context, failure));
    }

    private static void fail(Received call, String address, CallContext context, Throwable failure) {
        if (failure instanceof Refusal refusal) {
            call.answer(Wire.refusal(refusal.problem()));
        } else if (failure instanceof Trouble trouble) {
            var busy = trouble.problem().code() == ProblemCode.BUSY;
            log(context, () -> LOG.warn("event=trouble operation={} reason=\"{}\"", address, trouble.getMessage()));
            call.fail(busy ? Wire.BUSY : Wire.UNAVAILABLE, "trouble over there");
        } else {
            log(context, () -> LOG.error("event=defect operation={}", address, failure));
            call.fail(Wire.DEFECT, "a defect over there");
        }
    }

    private static void log(CallContext context, Runnable statement) {
        LogIds.with(context.requestId(), context.traceparent(), statement);
    }
}
