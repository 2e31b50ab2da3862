package souk.orders.model;

/**
 * A rule that does not hold.
 *
 * @param trace the shortest way to it
 */
record Violation(Rule rule, Trace trace) {

    Violation after(Trace before) {
        return new Violation(rule, before.then(trace));
    }

    @Override
    public String toString() {
        return "violates %s%n%s".formatted(rule.name(), trace);
    }
}
