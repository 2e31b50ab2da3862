package souk.shared.bus;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import souk.shared.json.StrictJson;
import souk.shared.json.WireJson;
import souk.shared.problem.Problem;
import souk.shared.problem.Refusal;
import souk.shared.security.Caller;
import souk.shared.security.CallerSeal;

/** How a call looks as a message: a JSON buffer as body, everything else in headers. */
record Wire(CallerSeal seal) {

    /** Codes of failed replies; what they say is for the caller's log. */
    static final int UNAUTHENTICATED = 401;

    static final int BUSY = 429;
    static final int DEFECT = 500;
    static final int UNAVAILABLE = 503;
    static final int TOO_LATE = 504;

    private static final String REQUEST_ID = "request-id";
    private static final String TRACEPARENT = "traceparent";
    private static final String CALLER = "caller";
    private static final String SEAL = "seal";
    private static final String MILLIS_LEFT = "deadline-ms";
    /** Says that the body is so many {@link Frame}s. */
    static final String CALLS = "calls";

    private static final String OUTCOME = "outcome";
    private static final String REFUSED = "refused";
    private static final String FAILED = "failed";
    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,9}");

    /** Callers as they were read last: somebody who calls does so again. What they may do is in the text. */
    private static final Cache<String, Caller> CALLERS =
            Caffeine.newBuilder().maximumSize(1_000).build();

    DeliveryOptions request(String address, CallContext context, Duration timeout) {
        var caller = WireJson.text(context.caller());
        var options = new DeliveryOptions()
                .setSendTimeout(Math.max(1, timeout.toMillis()))
                .addHeader(REQUEST_ID, context.requestId())
                .addHeader(CALLER, caller)
                .addHeader(SEAL, seal.seal(caller, address, context.requestId()))
                .addHeader(MILLIS_LEFT, Long.toString(context.deadline().left().toMillis()));
        return context.traceparent() == null ? options : options.addHeader(TRACEPARENT, context.traceparent());
    }

    /** One try at that instance, see {@link Bus#callAt}. */
    <Q, A> Future<A> callAt(Vertx vertx, String nodeId, Operation<Q, A> operation, Q request, CallContext context) {
        var address = operation.address();
        var options =
                request(address, context, operation.patience(context.deadline().left(), 1));
        return vertx.eventBus()
                .<Buffer>request(address + '@' + nodeId, WireJson.write(request), options)
                .map(message -> read(reply(message), operation.answer()))
                .recover(failure -> Future.failedFuture(Outcome.promised(address, failure)));
    }

    /** Empty if the caller is not sealed by one of us for this very call. */
    Optional<CallContext> context(String address, MultiMap headers) {
        var caller = headers.get(CALLER);
        var requestId = headers.get(REQUEST_ID);
        var millisLeft = headers.get(MILLIS_LEFT);
        if (!seal.isGenuine(headers.get(SEAL), caller, address, requestId)
                || millisLeft == null
                || !MILLIS.matcher(millisLeft).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CallContext(
                    requestId,
                    headers.get(TRACEPARENT),
                    CALLERS.get(caller, text -> WireJson.read(text, Caller.class)),
                    Deadline.in(Duration.ofMillis(Long.parseLong(millisLeft)))));
        } catch (UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    /** Those of a message or frame with this reply. */
    static MultiMap headers(Reply reply) {
        var headers = MultiMap.caseInsensitiveMultiMap();
        return reply.refused() ? headers.add(OUTCOME, REFUSED) : headers;
    }

    /** What {@link Message#fail} is for one of several. */
    static Frame failed(int code, String reason) {
        return new Frame(MultiMap.caseInsensitiveMultiMap().add(FAILED, Integer.toString(code)), Buffer.buffer(reason));
    }

    static Reply answer(Object answer) {
        return new Reply(false, WireJson.write(answer));
    }

    static Reply refusal(Problem problem) {
        return new Reply(true, WireJson.write(problem.toJson(null, null)));
    }

    static Reply reply(Message<Buffer> message) {
        return reply(message.headers(), message.body());
    }

    /** Throws the {@link ReplyException} if there was no reply. */
    static Reply reply(Frame answer) {
        var code = answer.headers().get(FAILED);
        if (code != null) {
            throw new ReplyException(
                    ReplyFailure.RECIPIENT_FAILURE,
                    Integer.parseInt(code),
                    answer.body().toString());
        }
        return reply(answer.headers(), answer.body());
    }

    private static Reply reply(MultiMap headers, Buffer body) {
        return new Reply(REFUSED.equals(headers.get(OUTCOME)), body);
    }

    /** Throws the refusal if that is what came back. */
    static <A> A read(Reply reply, Class<A> type) {
        if (reply.refused()) {
            throw new Refusal(Problem.fromJson(StrictJson.parse(reply.body())));
        }
        return WireJson.read(reply.body(), type);
    }
}
