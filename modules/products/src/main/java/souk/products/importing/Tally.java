package souk.products.importing;

import java.util.List;

/** How many products came to what. */
record Tally(long created, long updated, long unchanged, long failed) {

    static Tally of(List<LineVerdict> verdicts) {
        return new Tally(
                count(verdicts, "created"),
                count(verdicts, "updated"),
                count(verdicts, "unchanged"),
                count(verdicts, "failed"));
    }

    private static long count(List<LineVerdict> verdicts, String outcome) {
        return verdicts.stream()
                .filter(verdict -> verdict.outcome().equals(outcome))
                .count();
    }
}
