package souk.local.bench.orders;

import java.time.Duration;
import java.util.function.Consumer;

/** Waits until the services are through with what many new products have caused, such as taking them into the search. */
final class Calm {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double IDLE = 0.4;

    private Calm() {}

    static void await(Meter meter, Consumer<String> progress) {
        var started = System.nanoTime();
        var waited = false;
        while (meter.busy(LOOK) > IDLE) {
            if (!waited) {
                progress.accept("waits until the services have nothing else to do");
                waited = true;
            }
            if (System.nanoTime() - started > PATIENCE.toNanos()) {
                progress.accept("  they still have: all that is measured will be too slow");
                return;
            }
        }
        if (waited) {
            progress.accept("  took %.0f s".formatted((System.nanoTime() - started) / 1e9));
        }
    }
}
