package souk.local.bench;

/**
 * Something that a measurement must reach.
 *
 * @param atLeast whether more is better
 */
public record Goal(String what, double found, boolean atLeast, double bound) {
    public boolean isMet() {
        return atLeast ? found >= bound : found <= bound;
    }

    /** One line, for people. */
    public String shown() {
        return "  %-8s %-48s %8.2f  (%s %.2f)%n"
                .formatted(isMet() ? "met" : "NOT MET", what, found, atLeast ? "at least" : "at most", bound);
    }
}
