package souk.local.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import souk.local.client.HttpConnection;

/**
 * Sends requests when they are due, however long earlier ones take: at random times, so many a second. Each is timed
 * from when it was due, so that time spent waiting for a free connection counts too.
 */
public final class OpenLoop {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long SEED = 0x6f70656eL;

    private final String url;
    private final int connections;

    public OpenLoop(String url, int connections) {
        this.url = url;
        this.connections = connections;
    }

    /** Sends one request; anything but 2xx is an IOException. */
    public interface Sending {
        void send(HttpConnection connection, int number) throws IOException;
    }

    /** The first second is not measured: connections are opened in it. Returns when all are answered. */
    public Measurement run(double perSecond, Duration time, Sending sending) {
        var due = due(perSecond, time.plusSeconds(1));
        var took = new long[due.length];
        var failed = new AtomicLong();
        var next = new AtomicInteger();
        var start = System.nanoTime();
        var threads = Executors.newFixedThreadPool(connections);
        try {
            var clients = IntStream.range(0, connections)
                    .mapToObj(client -> CompletableFuture.runAsync(
                            () -> failed.addAndGet(drive(start, due, took, next, sending)), threads))
                    .toList();
            clients.forEach(CompletableFuture::join);
        } finally {
            threads.shutdown();
        }
        var end = System.nanoTime();
        return measurement(due, took, (end - start) / 1e9 - 1, failed.get());
    }

    private long drive(long start, long[] due, long[] took, AtomicInteger next, Sending sending) {
        var failed = 0L;
        try (var connection = new HttpConnection(url, PATIENCE)) {
            for (var number = next.getAndIncrement(); number < due.length; number = next.getAndIncrement()) {
                await(start + due[number]);
                try {
                    sending.send(connection, number);
                } catch (IOException e) {
                    failed++;
                }
                took[number] = System.nanoTime() - start - due[number];
            }
        } catch (IOException e) {
            failed++;
        }
        return failed;
    }

    private static void await(long instant) {
        for (var left = instant - System.nanoTime(); left > 0; left = instant - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Nanoseconds from the start, with gaps as chance makes them. */
    static long[] due(double perSecond, Duration time) {
        var random = new SplittableRandom(SEED);
        var due = new long[(int) (perSecond * time.toSeconds())];
        var at = 0.0;
        for (int number = 0; number < due.length; number++) {
            at -= Math.log(1 - random.nextDouble()) / perSecond;
            due[number] = (long) (at * 1e9);
        }
        return due;
    }

    static Measurement measurement(long[] due, long[] took, double seconds, long failed) {
        var first =
                (int) Arrays.stream(due).takeWhile(at -> at < 1_000_000_000L).count();
        var sorted = Arrays.copyOfRange(took, first, took.length);
        Arrays.sort(sorted);
        return new Measurement(sorted.length / seconds, percentile(sorted, 50), percentile(sorted, 99), failed);
    }

    private static double percentile(long[] sorted, int percent) {
        return sorted[(int) Math.ceil(sorted.length * percent / 100.0) - 1] / 1e6;
    }
}
