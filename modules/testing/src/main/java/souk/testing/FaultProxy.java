package souk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on the loopback interface that can misbehave: it freezes (connections stay open, no byte passes, new
 * ones are accepted and get no answer), cuts (resets every connection and refuses new ones) or delays every chunk.
 */
public final class FaultProxy implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(FaultProxy.class.getName());

    private final int targetPort;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Object gate = new Object();
    private boolean frozen;
    private boolean cut;
    private Duration delay = Duration.ZERO;

    private FaultProxy(int targetPort) throws IOException {
        this.targetPort = targetPort;
        this.listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    public static FaultProxy to(int targetPort) {
        try {
            return new FaultProxy(targetPort);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many connections were accepted since the start. */
    public int connections() {
        return accepted.get();
    }

    public void freeze() {
        change(true, false, Duration.ZERO);
    }

    public void cut() {
        change(false, true, Duration.ZERO);
        sockets.forEach(FaultProxy::reset);
    }

    /** Each chunk, in each direction, passes that much later. */
    public void delay(Duration each) {
        change(false, false, each);
    }

    /** Passes everything again; what a freeze held back is delivered now. */
    public void pass() {
        change(false, false, Duration.ZERO);
    }

    @Override
    public void close() {
        cut();
        try {
            listener.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void change(boolean freeze, boolean refuse, Duration each) {
        synchronized (gate) {
            frozen = freeze;
            cut = refuse;
            delay = each;
            gate.notifyAll();
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                open(listener.accept());
            } catch (IOException closed) {
                sockets.forEach(FaultProxy::reset);
            }
        }
    }

    private void open(Socket client) throws IOException {
        accepted.incrementAndGet();
        sockets.add(client);
        if (refuses()) {
            drop(client);
            return;
        }
        var server = new Socket();
        sockets.add(server);
        daemon(() -> {
            try {
                awaitPassage();
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort), 1_000);
            } catch (IOException refused) {
                drop(client);
                return;
            }
            daemon(() -> pump(server, client));
            pump(client, server);
        });
    }

    private void pump(Socket from, Socket to) {
        var chunk = new byte[16 * 1024];
        try {
            from.setTcpNoDelay(true);
            for (var length = from.getInputStream().read(chunk); length >= 0; ) {
                awaitPassage();
                to.getOutputStream().write(chunk, 0, length);
                length = from.getInputStream().read(chunk);
            }
            awaitPassage();
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                end(from, to);
            }
        } catch (IOException broken) {
            drop(from);
            drop(to);
        }
    }

    private void end(Socket one, Socket other) throws IOException {
        sockets.remove(one);
        sockets.remove(other);
        one.close();
        other.close();
    }

    private void awaitPassage() throws IOException {
        synchronized (gate) {
            try {
                var until = System.nanoTime() + delay.toNanos();
                while (frozen || System.nanoTime() < until) {
                    gate.wait(frozen ? 0 : Math.max(1, (until - System.nanoTime()) / 1_000_000));
                }
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
            if (cut) {
                throw new IOException("cut");
            }
        }
    }

    private boolean refuses() {
        synchronized (gate) {
            return cut;
        }
    }

    private void drop(Socket socket) {
        sockets.remove(socket);
        reset(socket);
    }

    /** With no lingering a close is a RST, which is what a network that breaks looks like. */
    private static void reset(Socket socket) {
        try (socket) {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException closedMeanwhile) {
            LOG.log(System.Logger.Level.DEBUG, "closed meanwhile", closedMeanwhile);
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
