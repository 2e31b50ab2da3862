package souk.local.prove;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How long and how hard a run drives the shop.
 *
 * @param warmUp before the first fault: cold JVMs give false alarms
 * @param time of the part with the faults
 * @param history where to write down what clients saw, each round over the one before; null for nowhere
 */
public record Drive(Duration warmUp, Duration time, int clients, Path history) {
    public Drive {
        if (clients < 2 || clients > 64) {
            throw new IllegalArgumentException("--clients must be 2 to 64, not " + clients);
        }
        if (time.toSeconds() < 6 || time.toSeconds() > 300) {
            throw new IllegalArgumentException("6 to 300 seconds, not " + time.toSeconds());
        }
    }
}
