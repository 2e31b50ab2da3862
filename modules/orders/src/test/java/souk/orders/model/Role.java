package souk.orders.model;

import java.util.List;

/** An actor of the protocol. It keeps nothing; all it may do next follows from the state. */
interface Role {

    void offer(State now, Step.Choice choice);

    /** Whether some of its steps change nothing but what is in flight. */
    default boolean onlySendsAtTimes() {
        return false;
    }

    static List<Step> steps(State now, List<Role> roles) {
        var choice = new Step.Choice(now);
        for (var role : roles) {
            role.offer(now, choice);
        }
        return choice.steps();
    }
}
