package souk.gateway.shedding;

import java.time.Duration;
import souk.shared.config.Settings;

/**
 * What load shedding aims at.
 *
 * @param goal how long an answer of a service may take on the average, before fewer requests are let in
 * @param least how many are let in at a time, however long they take
 * @param most how many are let in at a time, however quick they are
 */
public record SheddingTerms(Duration goal, int least, int most) {

    private static final int FIRST = 512;

    public static SheddingTerms from(Settings settings) {
        var least = settings.integer("SOUK_SHEDDING_LEAST", 64, 4, 10_000);
        var most = settings.integer("SOUK_SHEDDING_MOST", 1_000, 4, 100_000);
        var terms = new SheddingTerms(
                Duration.ofMillis(settings.integer("SOUK_SHEDDING_GOAL_MS", 400, 10, 2_000)),
                least,
                Math.max(least, most));
        return least <= most
                ? terms
                : settings.problem("SOUK_SHEDDING_LEAST must not be more than SOUK_SHEDDING_MOST", terms);
    }

    /** What a service is begun with, before anything is known of it. */
    int first() {
        return Math.min(Math.max(FIRST, least), most);
    }
}
