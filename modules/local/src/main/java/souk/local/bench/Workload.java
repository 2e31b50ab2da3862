package souk.local.bench;

import java.time.Duration;

/** @param seconds that one measurement takes */
public record Workload(int seconds, int rounds, int clients) {
    static final int THREADS = 2;

    public Workload {
        if (seconds < 1 || seconds > 300) {
            throw new IllegalArgumentException("--seconds must be 1 to 300, not " + seconds);
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds must be 1 or more, not " + rounds);
        }
        if (clients < THREADS || clients > 512) {
            throw new IllegalArgumentException("--clients must be 2 to 512, not " + clients);
        }
    }

    public Duration time() {
        return Duration.ofSeconds(seconds);
    }
}
