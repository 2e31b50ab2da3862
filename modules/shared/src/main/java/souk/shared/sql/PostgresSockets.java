package souk.shared.sql;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ConnectOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.impl.PgConnectionFactory;
import io.vertx.pgclient.impl.PgSocketConnection;
import io.vertx.sqlclient.internal.Connection;
import io.vertx.sqlclient.internal.command.InitCommand;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens sockets to PostgreSQL and can close them for good. The client itself cannot: whatever closes its channel ends
 * in an encoder that sends the server a polite good-bye and then waits for it, for ever if the server is frozen, and a
 * handshake has no time limit. Here a handshake is cut when it takes too long, and {@link #cut} closes below the
 * encoder.
 */
final class PostgresSockets extends PgConnectionFactory {

    private final VertxInternal vertx;
    private final Duration patience;
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();

    PostgresSockets(VertxInternal vertx, Duration patience) {
        super(vertx, new NetClientOptions().setConnectTimeout((int) patience.toMillis()));
        this.vertx = vertx;
        this.patience = patience;
    }

    int open() {
        return channels.size();
    }

    /** Closes the socket now; everything under way on it fails. */
    static void cut(Channel channel) {
        var first = channel.pipeline().firstContext();
        if (first != null) {
            first.close();
        }
    }

    void cutAll() {
        channels.forEach(PostgresSockets::cut);
    }

    @Override
    protected Future<Connection> doConnectInternal(PgConnectOptions options, ContextInternal context) {
        return client.connect(new ConnectOptions().setRemoteAddress(options.getSocketAddress()))
                .compose(socket -> shakeHands(socket, options, context));
    }

    private Future<Connection> shakeHands(NetSocket opened, PgConnectOptions options, ContextInternal context) {
        var socket = (NetSocketInternal) opened;
        var channel = socket.channelHandlerContext().channel();
        channels.add(channel);
        channel.closeFuture().addListener(closed -> channels.remove(channel));
        var timer = vertx.setTimer(patience.toMillis(), late -> cut(channel));
        var connection = connection(socket, options, context);
        connection.init();
        Promise<Connection> promise = context.promise();
        connection.schedule(
                new InitCommand(
                        connection,
                        options.getUser(),
                        options.getPassword(),
                        options.getDatabase(),
                        options.getProperties()),
                promise);
        return promise.future().onFailure(refused -> cut(channel)).onComplete(done -> vertx.cancelTimer(timer));
    }

    private PgSocketConnection connection(NetSocketInternal socket, PgConnectOptions options, ContextInternal context) {
        var all = vertx.metrics();
        var metrics = all == null
                ? null
                : all.createClientMetrics(options.getSocketAddress(), "sql", options.getMetricsName());
        return new PgSocketConnection(
                socket,
                metrics,
                options,
                options.getCachePreparedStatements(),
                options.getPreparedStatementCacheMaxSize(),
                options.getPreparedStatementCacheSqlFilter(),
                options.getPipeliningLimit(),
                options.getUseLayer7Proxy(),
                context);
    }
}
