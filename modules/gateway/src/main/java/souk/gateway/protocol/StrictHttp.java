package souk.gateway.protocol;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import souk.shared.problem.Problem;

/** Refuses what is not sound HTTP on the connections of a server; see {@link RequestGuard} and {@link StreamGuard}. */
public final class StrictHttp {

    private static final AttributeKey<RequestGuard> GUARD = AttributeKey.valueOf("souk.gateway.guard");
    private static final AttributeKey<StreamGuard> STREAMS = AttributeKey.valueOf("souk.gateway.streams");
    private static final long LINGER_MILLIS = 1_000;
    private static final long NO_ERROR = 0;
    private static final long INTERNAL_ERROR = 2;

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
        var channel = channel(connection);
        if (channel.pipeline().get("httpDecoder") == null) {
            channel.attr(STREAMS).set(new StreamGuard(limits, uploads));
            return;
        }
        var guard = new RequestGuard(limits, ownNames, uploads);
        channel.attr(GUARD).set(guard);
        channel.pipeline().addBefore("httpDecoder", "requestGuard", guard);
    }

    /** What is wrong with the head of a request. To be asked once for every request, before anything else. */
    public static Optional<Problem> faultOf(HttpServerRequest request) {
        return isStream(request)
                ? streamsOf(request).faultOf(request)
                : guardOf(request).begin();
    }

    /**
     * Reads the body. Fails with a refusal if it is too large, wrongly framed or not all there in time; then the
     * connection is of no more use.
     */
    public static Future<Buffer> body(Vertx vertx, HttpServerRequest request) {
        return isStream(request)
                ? BodyReading.read(vertx, request, streamsOf(request))
                : BodyReading.read(vertx, request, guardOf(request));
    }

    /** Tells what turns out to be wrong with the framing of a body that is passed on as it comes. */
    public static void onFault(HttpServerRequest request, Consumer<Problem> told) {
        if (!isStream(request)) {
            guardOf(request).onFault(told);
        }
    }

    /**
     * Ends the connection so that the answer still reaches a client that goes on sending: closing at once would reset
     * the connection and could destroy the answer on its way.
     */
    public static void hangUp(HttpServerRequest request) {
        if (isStream(request)) {
            leaveRest(request);
            request.connection().shutdown();
            return;
        }
        var channel = channel(request.connection());
        channel.eventLoop().execute(() -> {
            guardOf(request).ignoreRest();
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> endOutput(channel));
            channel.config().setAutoRead(true);
            var close = channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> close.cancel(false));
        });
    }

    /** Whether a request is one of several on its connection, which neither need nor can end with it. */
    public static boolean isStream(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2;
    }

    /** Tells a client of HTTP/2 that has its answer that no more of the request's body is wanted. */
    public static void leaveRest(HttpServerRequest request) {
        channel(request.connection()).eventLoop().execute(() -> {
            if (!request.isEnded()) {
                request.response().reset(NO_ERROR);
            }
        });
    }

    /** Ends an answer in the middle so that the client does not take it for a whole one. */
    public static Future<Void> cut(HttpServerRequest request) {
        return isStream(request)
                ? request.response().reset(INTERNAL_ERROR)
                : request.connection().close();
    }

    private static void endOutput(Channel channel) {
        var tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound().addListener(told -> endSending(channel));
        } else {
            endSending(channel);
        }
    }

    private static void endSending(Channel channel) {
        if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
    }

    private static StreamGuard streamsOf(HttpServerRequest request) {
        return channel(request.connection()).attr(STREAMS).get();
    }

    private static RequestGuard guardOf(HttpServerRequest request) {
        return channel(request.connection()).attr(GUARD).get();
    }

    private static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }
}
