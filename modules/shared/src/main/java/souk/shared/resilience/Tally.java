package souk.shared.resilience;

import java.util.Arrays;

/** Counts how calls ended, in eight slots that together are the rule's window. Thread-safe. */
final class Tally {

    private static final int SLOTS = 8;

    private final BreakerRule rule;
    private final long slotNanos;
    private final long lastingSlots;
    private final long[] numbers = new long[SLOTS];
    private final int[] answered = new int[SLOTS];
    private final int[] troubled = new int[SLOTS];

    Tally(BreakerRule rule) {
        this.rule = rule;
        this.slotNanos = rule.window().toNanos() / SLOTS;
        this.lastingSlots = rule.lasting().toNanos() / slotNanos;
        clear();
    }

    synchronized void answered(long nanos) {
        answered[slot(nanos)]++;
    }

    /** @return whether that is too much by the rule */
    synchronized boolean troubled(long nanos) {
        troubled[slot(nanos)]++;
        var now = number(nanos);
        var first = now;
        long good = 0;
        long bad = 0;
        for (var i = 0; i < SLOTS; i++) {
            if (now - numbers[i] < SLOTS) {
                good += answered[i];
                bad += troubled[i];
                first = troubled[i] > 0 && numbers[i] - first < 0 ? numbers[i] : first;
            }
        }
        return good + bad >= rule.calls() && bad >= rule.share() * (good + bad) && now - first >= lastingSlots;
    }

    synchronized void clear() {
        Arrays.fill(answered, 0);
        Arrays.fill(troubled, 0);
    }

    private int slot(long nanos) {
        var number = number(nanos);
        var at = Math.floorMod(number, SLOTS);
        if (numbers[at] != number) {
            numbers[at] = number;
            answered[at] = 0;
            troubled[at] = 0;
        }
        return at;
    }

    private long number(long nanos) {
        return Math.floorDiv(nanos, slotNanos);
    }
}
