package souk.orders.model;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Visits every state that a scenario can reach, breadth first, so that the first violation has the shortest trace. */
final class Explorer {

    private final Scenario scenario;
    private final List<Role> roles;
    private final List<Role> senders;
    private final Reduction reduction;
    private final Checker checker;
    private final Map<State, State> predecessors = new HashMap<>();
    private final ArrayDeque<State> frontier = new ArrayDeque<>();
    private final Set<State> crashed = new HashSet<>();
    private long transitions;

    static Explorer of(Scenario scenario, Protocol protocol) {
        return new Explorer(scenario, protocol, Reduction.EAGER_AND_FORGETFUL, List.of(AlwaysTrue.values()));
    }

    Explorer(Scenario scenario, Protocol protocol, Reduction reduction, List<? extends Rule> always) {
        this.scenario = scenario;
        this.roles = scenario.roles(protocol);
        this.senders = roles.stream().filter(Role::onlySendsAtTimes).toList();
        this.reduction = reduction;
        this.checker = new Checker(
                always,
                new Recovery(protocol),
                scenario.requests().stream().distinct().toList());
    }

    /**
     * @param transitions steps that were tried
     * @param crashes the different contents of both databases that a crash can leave behind
     * @param violation empty if every state is right
     */
    record Exploration(Set<State> states, long transitions, int crashes, Optional<Violation> violation) {}

    Exploration run() {
        var start = scenario.start();
        predecessors.put(start, start);
        frontier.add(start);
        Optional<Violation> violation = Optional.empty();
        while (violation.isEmpty() && !frontier.isEmpty()) {
            var now = frontier.remove();
            violation = check(now).map(found -> explain(now));
            visitNext(now);
        }
        return new Exploration(predecessors.keySet(), transitions, crashed.size(), violation);
    }

    private void visitNext(State now) {
        for (var step : Role.steps(now, roles)) {
            transitions++;
            var next = reduction.apply(step.after(), senders);
            if (predecessors.putIfAbsent(next, now) == null) {
                frontier.add(next);
            }
        }
    }

    /** What a crash leaves behind is the same for many states: recovery is tried once for each. */
    private Optional<Violation> check(State now) {
        return checker.now(now)
                .or(() -> crashed.add(now.afterAllStopped()) ? checker.afterCrash(now) : Optional.empty());
    }

    private Violation explain(State end) {
        var path = new LinkedList<>(List.of(end));
        while (!path.getFirst().equals(scenario.start())) {
            path.addFirst(predecessors.get(path.getFirst()));
        }
        return new Explanation(roles, senders, reduction, checker).of(path);
    }
}
