package souk.local.prove;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;
import souk.local.client.HttpConnection;
import souk.local.client.Pause;

/**
 * A customer at a browser: reads products and the own profile, orders, and now and then sends a key once more, perhaps
 * while its first request is still under way from another window. What fails is sent again with the same key.
 */
final class VirtualClient implements Runnable {
    private static final Duration THINKING = Duration.ofMillis(8);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TRIES = 20;

    private final Recorder recorder;
    private final Goods goods;
    private final Household household;
    private final HttpConnection connection;
    private final SplittableRandom random;
    private volatile boolean comesAnew;
    private volatile boolean leaves;

    VirtualClient(String url, Recorder recorder, Goods goods, Household household, long seed) {
        this.recorder = recorder;
        this.goods = goods;
        this.household = household;
        this.connection = new HttpConnection(url, PATIENCE);
        this.random = new SplittableRandom(seed);
    }

    @Override
    public void run() {
        try (connection) {
            while (!leaves) {
                act();
                if (comesAnew) {
                    connection.close();
                }
                Pause.of(THINKING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void comeAnew() {
        comesAnew = true;
    }

    /** Ends the client after the request that is under way. */
    void leave() {
        leaves = true;
    }

    private void act() {
        var dice = random.nextInt(100);
        if (dice < 45) {
            recorder.read(connection, goods.any(random));
        } else if (dice < 55) {
            recorder.profile(connection, household.customer().headers());
        } else if (dice < 90) {
            place(new KeyedOrder(UUID.randomUUID().toString(), household.customer(), goods.cart(random)));
        } else {
            household.recent(random).ifPresent(this::place);
        }
    }

    private void place(KeyedOrder order) {
        household.remember(order);
        var attempt = recorder.order(connection, order);
        for (int tries = 1; tries < TRIES && attempt.failed() && !leaves; tries++) {
            Pause.of(BETWEEN_TRIES);
            attempt = recorder.order(connection, order);
        }
    }
}
