package souk.shared.sql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.VertxInternal;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.pool.SqlConnectionPool.PooledConnection;
import io.vertx.sqlclient.internal.SqlConnectionBase;
import io.vertx.sqlclient.internal.pool.PoolImpl;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The pool of physical connections. With {@link PostgresSockets} the only class that knows the internals of the SQL
 * client, which has no public way to close a connection that does not answer: its {@code close()} gives it back to the
 * pool.
 */
final class Connections {

    private static final Logger LOG = LogManager.getLogger(Connections.class);

    private final VertxInternal vertx;
    private final DatabaseConfig config;
    private final PostgresSockets sockets;
    private final Pool pool;

    Connections(Vertx vertx, DatabaseConfig config) {
        this.vertx = (VertxInternal) vertx;
        this.config = config;
        this.sockets = new PostgresSockets(this.vertx, config.limits().connect());
        this.pool = new PoolImpl(
                        this.vertx,
                        PgDriver.INSTANCE,
                        false,
                        poolOptions(),
                        null,
                        null,
                        context -> sockets.connect(context, connectOptions()),
                        null,
                        new CloseFuture())
                .init();
    }

    Future<SqlConnection> acquire() {
        return pool.getConnection()
                .onSuccess(connection -> connection.exceptionHandler(
                        error -> LOG.debug("event=connection-lost reason={}", error.getMessage())));
    }

    /** Physical connections that are open or being opened. */
    int open() {
        return sockets.open();
    }

    /** Whether the socket below is still there. */
    static boolean isAlive(SqlConnection connection) {
        return physical(connection).isValid();
    }

    /**
     * Closes the socket below, whatever it is waiting for; everything under way on it fails. The place in the pool is
     * given back only after the pool has noticed, or the next caller would be handed the dead connection.
     */
    void discard(SqlConnection connection) {
        if (isAlive(connection)) {
            connection.closeHandler(gone -> vertx.runOnContext(later -> connection.close()));
            var socket = physical(connection).socket();
            PostgresSockets.cut(socket.channelHandlerContext().channel());
        } else {
            vertx.runOnContext(later -> connection.close());
        }
    }

    /** Closes every socket; what is under way fails. */
    Future<Void> close() {
        var closed = pool.close();
        sockets.cutAll();
        return closed.eventually(() -> Future.future(sockets::close));
    }

    private static SocketConnectionBase physical(SqlConnection connection) {
        var pooled = (PooledConnection) ((SqlConnectionBase<?>) connection).unwrap();
        return (SocketConnectionBase) pooled.unwrap();
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

    /**
     * Without sequential scans where there is an index: plans are kept as long as the connection, and one that was made
     * while a table was small or a queue was empty would read all of it later, dead rows included.
     */
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
                .addProperty("enable_seqscan", "off")
                .addProperty("statement_timeout", millis(limits.statement()))
                .addProperty("lock_timeout", millis(limits.lock()))
                .addProperty("idle_in_transaction_session_timeout", millis(limits.idleInTransaction()));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
