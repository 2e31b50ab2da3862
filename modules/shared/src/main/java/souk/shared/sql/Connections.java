package souk.shared.sql;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.impl.PgConnectionFactory;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.pool.SqlConnectionPool.PooledConnection;
import io.vertx.sqlclient.internal.SqlConnectionBase;
import io.vertx.sqlclient.internal.pool.PoolImpl;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The pool of physical connections. The client has no public way to close a connection that does not answer: its own
 * {@code close()} returns it to the pool, and a pool closes by a polite message that a frozen server never reads. So
 * every physical connection gets a factory of its own, with one socket; closing the factory closes the socket at once,
 * in the middle of a handshake too, and the pool lets go of the place. This is the one class that knows the internals
 * of the SQL client.
 */
final class Connections {

    private final VertxInternal vertx;
    private final DatabaseConfig config;
    private final Set<PgConnectionFactory> factories = ConcurrentHashMap.newKeySet();
    private final Pool pool;

    Connections(Vertx vertx, DatabaseConfig config) {
        this.vertx = (VertxInternal) vertx;
        this.config = config;
        var closing = new CloseFuture();
        this.pool = new PoolImpl(
                        this.vertx, PgDriver.INSTANCE, false, poolOptions(), null, null, this::connect, null, closing)
                .init();
    }

    Future<SqlConnection> acquire() {
        return pool.getConnection();
    }

    /** Physical connections that are open or being opened. */
    int open() {
        return factories.size();
    }

    /** Whether the socket below is still there. */
    static boolean isAlive(SqlConnection connection) {
        return ((PooledConnection) ((SqlConnectionBase<?>) connection).unwrap())
                .unwrap()
                .isValid();
    }

    /**
     * Closes the socket below, whatever it is waiting for; everything under way on it fails. The place in the pool is
     * given back only after the pool has noticed, or the next caller would be handed the dead connection.
     */
    void discard(SqlConnection connection) {
        if (isAlive(connection)) {
            connection.closeHandler(gone -> vertx.runOnContext(later -> connection.close()));
            cut((PgConnectionFactory) ((SqlConnectionBase<?>) connection).factory());
        } else {
            vertx.runOnContext(later -> connection.close());
        }
    }

    /** Closes every socket; what is under way fails. */
    Future<Void> close() {
        var closed = pool.close();
        factories.forEach(this::cut);
        return closed;
    }

    private Future<SqlConnection> connect(Context context) {
        var factory = new PgConnectionFactory(vertx, new NetClientOptions().setConnectTimeout(acquireMillis()));
        factories.add(factory);
        var promise = ((ContextInternal) context).<SqlConnection>promise();
        var timer = vertx.setTimer(acquireMillis(), id -> {
            cut(factory);
            promise.tryFail("no connection to the database within " + acquireMillis() + " ms");
        });
        factory.connect(context, connectOptions())
                .onSuccess(connection -> forgetWhenClosed(connection, factory))
                .onFailure(refused -> cut(factory))
                .onComplete(result -> {
                    vertx.cancelTimer(timer);
                    if (result.succeeded()) {
                        promise.tryComplete(result.result());
                    } else {
                        promise.tryFail(result.cause());
                    }
                });
        return promise.future();
    }

    private void forgetWhenClosed(SqlConnection connection, PgConnectionFactory factory) {
        var socket = (SocketConnectionBase) ((SqlConnectionBase<?>) connection).unwrap();
        socket.socket().channelHandlerContext().channel().closeFuture().addListener(closed -> cut(factory));
    }

    private void cut(PgConnectionFactory factory) {
        if (factories.remove(factory)) {
            factory.close((done, failed) -> {});
        }
    }

    private int acquireMillis() {
        return (int) config.limits().acquire().toMillis();
    }

    private PoolOptions poolOptions() {
        return new PoolOptions()
                .setName(config.service())
                .setMaxSize(config.poolSize())
                .setMaxWaitQueueSize(config.limits().waiting())
                .setConnectionTimeout(acquireMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(5)
                .setIdleTimeoutUnit(TimeUnit.MINUTES)
                .setMaxLifetime(30)
                .setMaxLifetimeUnit(TimeUnit.MINUTES)
                .setPoolCleanerPeriod(10_000);
    }

    private PgConnectOptions connectOptions() {
        var limits = config.limits();
        var options = new PgConnectOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setDatabase(config.database())
                .setUser(config.user())
                .setPassword(config.password().value())
                .setPipeliningLimit(1)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(256)
                .setPreparedStatementCacheSqlLimit(8_192)
                .setReconnectAttempts(0);
        return options.addProperty("application_name", config.instance())
                .addProperty("statement_timeout", millis(limits.statement()))
                .addProperty("lock_timeout", millis(limits.lock()))
                .addProperty("idle_in_transaction_session_timeout", millis(limits.idleInTransaction()));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
