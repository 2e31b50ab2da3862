package souk.orders.model;

import java.util.List;
import java.util.Optional;

/** Asks every rule about a state, and about what recovery makes of it if everything stops there. */
final class Checker {

    private final List<? extends Rule> always;
    private final Recovery recovery;
    private final List<Request> requests;

    Checker(List<? extends Rule> always, Recovery recovery, List<Request> requests) {
        this.always = always;
        this.recovery = recovery;
        this.requests = requests;
    }

    Optional<Violation> now(State state) {
        for (var rule : always) {
            if (!rule.holds(state)) {
                return Optional.of(new Violation(rule, new Trace(List.of(), state)));
            }
        }
        return Optional.empty();
    }

    Optional<Violation> afterCrash(State state) {
        return recovery.check(state.afterAllStopped(), requests);
    }
}
