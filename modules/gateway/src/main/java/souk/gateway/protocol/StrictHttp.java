package souk.gateway.protocol;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.AttributeKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import souk.shared.problem.Problem;

/** Refuses what is not sound HTTP/1.1 on the connections of a server; see {@link RequestGuard} for how. */
public final class StrictHttp {

    private static final AttributeKey<RequestGuard> GUARD = AttributeKey.valueOf("souk.gateway.guard");
    private static final long LINGER_MILLIS = 1_000;

    private final Limits limits;
    private final Set<String> ownNames;
    private final Predicate<String> uploads;

    /**
     * @param ownNames hosts, in lower case, for which an absolute-form target is accepted
     * @param uploads paths to which a POST may have a body of any size
     */
    public StrictHttp(Limits limits, Set<String> ownNames, Predicate<String> uploads) {
        this.limits = limits;
        this.ownNames = Set.copyOf(ownNames);
        this.uploads = uploads;
    }

    /** To be the server's connection handler. */
    public void guard(HttpConnection connection) {
        var guard = new RequestGuard(limits, ownNames, uploads);
        var channel = channel(connection);
        channel.attr(GUARD).set(guard);
        channel.pipeline().addBefore("httpDecoder", "requestGuard", guard);
    }

    /** What is wrong with the head of a request. To be asked once for every request, before anything else. */
    public static Optional<Problem> faultOf(HttpServerRequest request) {
        return guardOf(request).begin();
    }

    /**
     * Reads the body. Fails with a refusal if it is too large, wrongly framed or not all there in time; then the
     * connection is of no more use.
     */
    public static Future<Buffer> body(Vertx vertx, HttpServerRequest request) {
        return BodyReading.read(vertx, request, guardOf(request));
    }

    /** Tells what turns out to be wrong with the framing of a body that is passed on as it comes. */
    public static void onFault(HttpServerRequest request, Consumer<Problem> told) {
        guardOf(request).onFault(told);
    }

    /**
     * Ends the connection so that the answer still reaches a client that goes on sending: closing at once would reset
     * the connection and could destroy the answer on its way.
     */
    public static void hangUp(HttpServerRequest request) {
        var channel = channel(request.connection());
        channel.eventLoop().execute(() -> {
            guardOf(request).ignoreRest();
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> endOutput(channel));
            channel.config().setAutoRead(true);
            var close = channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> close.cancel(false));
        });
    }

    private static void endOutput(Channel channel) {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
    }

    private static RequestGuard guardOf(HttpServerRequest request) {
        return channel(request.connection()).attr(GUARD).get();
    }

    private static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }
}
