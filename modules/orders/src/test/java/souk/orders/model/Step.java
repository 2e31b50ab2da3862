package souk.orders.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One atomic step of one actor: at most one commit in one database.
 *
 * @param label what happens, for a trace; asked for only when one is printed
 */
record Step(Supplier<String> label, State after) {

    /** The steps that are possible in one state. */
    static final class Choice {

        private final State now;
        private final List<Step> steps = new ArrayList<>();

        Choice(State now) {
            this.now = now;
        }

        /** A step that changes nothing is none. */
        void add(State after, Supplier<String> label) {
            if (!after.isSameAs(now)) {
                steps.add(new Step(label, after));
            }
        }

        List<Step> steps() {
            return steps;
        }
    }
}
