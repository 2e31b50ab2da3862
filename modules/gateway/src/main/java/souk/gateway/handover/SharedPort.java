package souk.gateway.handover;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.ConnectionBase;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The port that gateways on one machine share. When one of them closes its listener, the kernel resets all connections
 * that wait there to be accepted. So a gateway that leaves first has all new connections go to another one, and closes
 * when none can be waiting any more. Confined to one event loop, but for {@link #accepted}.
 */
public final class SharedPort {

    private static final Logger LOG = LogManager.getLogger(SharedPort.class);

    /** Answered by any gateway itself. What cannot read it, such as a listener with TLS, closes: that is an answer too. */
    private static final Buffer QUESTION =
            Buffer.buffer("OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    private static final int MOST_QUESTIONS = 16;
    private static final int CONNECT_MILLIS = 500;
    private static final long ANSWER_MILLIS = 1_000;
    private static final String WILDCARD = "0.0.0.0";

    private final Vertx vertx;
    private final NetClient client;
    private final String host;
    private volatile Listener listener;
    private boolean spreadWhenKnown;

    /** @param host where the gateway listens */
    public SharedPort(Vertx vertx, String host) {
        this.vertx = vertx;
        this.host = host.equals(WILDCARD) ? "127.0.0.1" : host;
        this.client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(CONNECT_MILLIS));
    }

    /** To be told of each new connection: the first one shows the listener that it came by. */
    public void accepted(HttpConnection connection) {
        if (listener == null && connection instanceof ConnectionBase base) {
            know(base.channel().parent());
        }
    }

    private synchronized void know(Channel parent) {
        if (listener == null && parent != null) {
            listener = new Listener(parent);
            if (spreadWhenKnown) {
                listener.spread();
            }
        }
    }

    /**
     * Has all new connections go to another gateway. Never fails.
     *
     * @param port where this gateway listens
     * @return whether somebody else takes them; if not, everything is as it was
     */
    public Future<Boolean> handOver(int port) {
        return find(port, MOST_QUESTIONS)
                .compose(found -> found ? giveAway(port, 0) : Future.succeededFuture(false))
                .otherwise(false)
                .onSuccess(away -> {
                    LOG.info("event=port-handed-over done={}", away);
                    if (listener != null) {
                        listener.ignore();
                        if (!away) {
                            listener.spread();
                        }
                    }
                });
    }

    /** A gateway that shared the port is gone: those that are left take new connections alike. */
    public synchronized void oneIsGone() {
        if (listener == null) {
            spreadWhenKnown = true;
        } else {
            listener.spread();
        }
    }

    private Future<Boolean> find(int port, int questions) {
        if (listener != null || questions == 0) {
            return Future.succeededFuture(listener != null);
        }
        return ask(port).compose(answered -> find(port, questions - 1));
    }

    /** Of the first two places, which there are if there is anybody else, one at least is not ours. */
    private Future<Boolean> giveAway(int port, int place) {
        listener.watch();
        if (!listener.giveAllTo(place)) {
            return Future.succeededFuture(false);
        }
        return ask(port).compose(clientPort -> {
            var ours = listener.took(clientPort);
            return ours && place == 0 ? giveAway(port, 1) : Future.succeededFuture(!ours);
        });
    }

    /** Completes with the port that was asked from when somebody has answered; fails when nobody does. */
    private Future<Integer> ask(int port) {
        return client.connect(port, host)
                .compose(socket -> answer(socket)
                        .map(answered -> socket.localAddress().port())
                        .eventually(socket::close));
    }

    private Future<Void> answer(NetSocket socket) {
        var answered = Promise.<Void>promise();
        var late = vertx.setTimer(ANSWER_MILLIS, tick -> answered.tryFail("no answer"));
        socket.handler(data -> answered.tryComplete())
                .closeHandler(closed -> answered.tryComplete())
                .exceptionHandler(broken -> answered.tryComplete());
        socket.write(QUESTION);
        return answered.future().onComplete(done -> vertx.cancelTimer(late));
    }
}
