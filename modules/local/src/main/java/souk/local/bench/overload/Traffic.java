package souk.local.bench.overload;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import souk.local.data.LocalFailure;

/** Sends orders from one thread that waits for none of them. One run. */
final class Traffic {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LINES = 3_000;
    private static final long SEED = 0x74726166L;
    private static final long TICK_MILLIS = 1;

    private final InetSocketAddress address;
    private final OrderBytes orders;
    private final Answers answers = new Answers();
    private final Deque<Line> idle = new ArrayDeque<>();
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private int lines;
    private int unanswered;
    private long start;

    Traffic(String url, OrderBytes orders) {
        var uri = URI.create(url);
        this.address = new InetSocketAddress(uri.getHost(), uri.getPort());
        this.orders = orders;
    }

    /** As many at a time as there are clients, each sending its next order when the last is answered. */
    Answers closed(int clients, Duration time) {
        return run(time, selector -> {
            while (unanswered < clients) {
                begin(selector, now());
            }
        });
    }

    /** So many a second, at random times, however long each takes; each is timed from when it was due. */
    Answers open(double perSecond, Duration time) {
        var random = new SplittableRandom(SEED);
        var next = new long[1];
        return run(time, selector -> {
            while (next[0] <= now()) {
                begin(selector, next[0]);
                next[0] -= (long) (Math.log(1 - random.nextDouble()) / perSecond * 1e9);
            }
        });
    }

    private interface Sending {
        void send(Selector selector) throws IOException;
    }

    private long now() {
        return System.nanoTime() - start;
    }

    private Answers run(Duration time, Sending sending) {
        try (var selector = Selector.open()) {
            start = System.nanoTime();
            while (now() < time.toNanos()) {
                sending.send(selector);
                receive(selector);
            }
            while (unanswered > 0 && now() < time.plus(PATIENCE).toNanos()) {
                receive(selector);
            }
            for (var key : selector.keys()) {
                ((Line) key.attachment()).close();
            }
            return answers;
        } catch (IOException e) {
            throw new LocalFailure("cannot send to " + address + ": " + e.getMessage(), e);
        }
    }

    private void begin(Selector selector, long due) throws IOException {
        unanswered++;
        waiting.add(answers.due(due));
        pump(selector);
    }

    /** Gives what waits to who is free; opens lines up to a bound. */
    private void pump(Selector selector) throws IOException {
        while (!waiting.isEmpty() && (!idle.isEmpty() || lines < LINES)) {
            var line = idle.isEmpty() ? open(selector) : idle.pop();
            var number = waiting.poll();
            try {
                line.send(number, orders.request(number));
            } catch (IOException broken) {
                lose(line, number);
            }
        }
    }

    private Line open(Selector selector) throws IOException {
        lines++;
        return new Line(address, selector);
    }

    private void receive(Selector selector) throws IOException {
        selector.select(key -> take((Line) key.attachment()), TICK_MILLIS);
        pump(selector);
    }

    private void take(Line line) {
        var number = line.number();
        try {
            var status = line.receive();
            if (status == 0) {
                return;
            }
            end(number, status);
            if (line.lasts()) {
                idle.push(line);
            } else {
                drop(line);
            }
        } catch (IOException broken) {
            lose(line, number);
        }
    }

    private void lose(Line line, int number) {
        drop(line);
        if (number >= 0) {
            end(number, Answers.NONE);
        }
    }

    private void end(int number, int status) {
        unanswered--;
        answers.answered(number, status, now());
    }

    private void drop(Line line) {
        lines--;
        idle.remove(line);
        try {
            line.close();
        } catch (IOException e) {
            throw new LocalFailure("cannot close a connection", e);
        }
    }
}
