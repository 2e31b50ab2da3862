package souk.gateway.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;

/**
 * Reads along in front of Netty's decoder, which takes folded headers, two Host headers, absolute targets and more. A
 * sound message passes byte for byte; from the first fault on nothing passes any more. The fault is told to whoever
 * handles the request it belongs to, so that answers keep the order of their requests on a pipelined connection.
 */
final class RequestGuard extends ByteToMessageDecoder {

    private enum Expect {
        HEAD,
        BODY,
        CHUNKS,
        NOTHING
    }

    private final Limits limits;
    private final Set<String> ownNames;
    private final Predicate<String> uploads;
    private Expect expect = Expect.HEAD;
    private RequestHead head;
    private int scanned;
    private long bodyLeft;
    private ChunkedBody chunks;
    private io.netty.util.concurrent.Future<?> headTimer;

    private long seen;
    private long begun;
    private Problem problem;
    private Consumer<Problem> listener = unheard -> {};

    /**
     * @param ownNames hosts, in lower case, for which an absolute-form target is accepted
     * @param uploads paths to which a POST may have a body of any size
     */
    RequestGuard(Limits limits, Set<String> ownNames, Predicate<String> uploads) {
        this.limits = limits;
        this.ownNames = ownNames;
        this.uploads = uploads;
        this.head = new RequestHead(limits, ownNames, uploads);
    }

    /** To be called once for every request that arrives at the handler, in order; gives its fault if it has one. */
    Optional<Problem> begin() {
        begun++;
        listener = unheard -> {};
        return begun == seen ? Optional.ofNullable(problem) : Optional.empty();
    }

    Limits limits() {
        return limits;
    }

    /** Tells the fault that the body of the request begun last turns out to have. */
    void onFault(Consumer<Problem> told) {
        listener = told;
    }

    /** Nothing that comes from now on is looked at. */
    void ignoreRest() {
        expect = Expect.NOTHING;
        stopHeadTimer();
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        try {
            switch (expect) {
                case HEAD -> readHead(ctx, in, out);
                case BODY -> readBody(in, out);
                case CHUNKS -> readChunks(in, out);
                case NOTHING -> in.skipBytes(in.readableBytes());
            }
        } catch (Fault fault) {
            in.skipBytes(in.readableBytes());
            refuse(fault, out);
        }
    }

    private void readHead(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        for (var lf = Lines.end(in, in.readerIndex() + scanned);
                lf >= 0;
                lf = Lines.end(in, in.readerIndex() + scanned)) {
            var line = Lines.text(in, in.readerIndex() + scanned, lf);
            scanned = lf + 1 - in.readerIndex();
            if (line.isEmpty() && head.isEmpty()) {
                in.skipBytes(scanned);
                scanned = 0;
            } else if (line.isEmpty()) {
                endHead(in, out);
                return;
            } else {
                head.add(line);
            }
        }
        head.measure(in.readableBytes() - scanned);
        if (in.isReadable()) {
            startHeadTimer(ctx);
        } else {
            stopHeadTimer();
        }
    }

    private void endHead(ByteBuf in, List<Object> out) {
        var framing = head.framing();
        stopHeadTimer();
        seen++;
        out.add(in.readRetainedSlice(scanned));
        scanned = 0;
        head = new RequestHead(limits, ownNames, uploads);
        bodyLeft = framing.length();
        chunks = framing.chunked() ? new ChunkedBody(framing.limits()) : null;
        expect = framing.chunked() ? Expect.CHUNKS : bodyLeft > 0 ? Expect.BODY : Expect.HEAD;
    }

    private void readBody(ByteBuf in, List<Object> out) {
        var bytes = (int) Math.min(bodyLeft, in.readableBytes());
        out.add(in.readRetainedSlice(bytes));
        bodyLeft -= bytes;
        if (bodyLeft == 0) {
            expect = Expect.HEAD;
        }
    }

    private void readChunks(ByteBuf in, List<Object> out) {
        var bytes = chunks.sound(in);
        if (bytes > 0) {
            out.add(in.readRetainedSlice(bytes));
        }
        if (chunks.ended()) {
            expect = Expect.HEAD;
        }
    }

    /** A request without a sound head still needs a turn to be answered in: an empty one stands in for it. */
    private void refuse(Fault fault, List<Object> out) {
        problem = fault.problem();
        var inHead = expect == Expect.HEAD;
        ignoreRest();
        if (inHead) {
            seen++;
            out.add(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/", HeadersMultiMap.httpHeaders()));
            out.add(LastHttpContent.EMPTY_LAST_CONTENT);
        } else if (begun == seen) {
            listener.accept(problem);
        }
    }

    private void startHeadTimer(ChannelHandlerContext ctx) {
        if (headTimer == null) {
            headTimer = ctx.executor()
                    .schedule(() -> headIsLate(ctx), limits.headTime().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void headIsLate(ChannelHandlerContext ctx) {
        var out = new ArrayList<Object>();
        refuse(new Fault(ProblemCode.REQUEST_TIMEOUT, "The headers did not arrive in time."), out);
        out.forEach(ctx::fireChannelRead);
        ctx.fireChannelReadComplete();
    }

    private void stopHeadTimer() {
        if (headTimer != null) {
            headTimer.cancel(false);
            headTimer = null;
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        stopHeadTimer();
    }
}
