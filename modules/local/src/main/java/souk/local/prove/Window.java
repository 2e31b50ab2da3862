package souk.local.prove;

import java.util.stream.Stream;

/** How long clients noticed something, each time from the start of the first to the end of the last such request. */
record Window(long troubleMillis, long failedMillis) {
    static Window of(Smoothness smoothness, Phase... phases) {
        return new Window(
                Stream.of(phases).mapToLong(smoothness::troubleMillis).sum(),
                Stream.of(phases).mapToLong(smoothness::failedMillis).sum());
    }
}
