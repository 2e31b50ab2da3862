package souk.orders.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Crash, and what comes after it: every process stops, every message is lost, and then sweeper, fate, relay and
 * settling alone must lead to rest. It is tried from every state that is explored, so "crash after any step" is meant
 * literally.
 */
final class Recovery {

    /** Far more steps than any recovery of these small scopes needs. */
    private static final int ENDLESS = 200;

    /** The number of the attempt that repeats: unlike any that a scenario uses. */
    private static final int REPEAT = 9;

    private static final List<Rule> AT_REST = Stream.<Rule[]>of(AlwaysTrue.values(), TrueAtRest.values())
            .flatMap(Stream::of)
            .toList();

    private static final List<Rule> WHEN_REPEATED = Stream.<Rule[]>of(AlwaysTrue.values(), TrueOfARepeat.values())
            .flatMap(Stream::of)
            .toList();

    private final List<Role> background;
    private final List<Role> client;

    Recovery(Protocol protocol) {
        background = List.of(
                new SettlingReservations(protocol),
                new RelayingOutbox(protocol),
                new TellingFate(protocol),
                new SweepingHolds(protocol));
        client = List.of(
                new SettlingReservations(protocol),
                new ReadingAgain(protocol, 2),
                new KeepingRefusals(protocol),
                new PlacingOrders(protocol, false),
                new ReservingStock(protocol, false),
                new AskingForStock(protocol));
    }

    /** Recovers from the crash, and then once more for each request that a client may repeat. */
    Optional<Violation> check(State crashed, List<Request> requests) {
        var rest = run(crashed, background, "everything stops; sweeper and relay run");
        var broken = broken(rest, AT_REST);
        for (int i = 0; i < requests.size() && broken.isEmpty(); i++) {
            if (requests.get(i).keyed()) {
                broken = checkRepeat(rest, requests.get(i));
            }
        }
        return broken;
    }

    /** At rest one client repeats its request and meets nobody; then everything stops again. */
    private Optional<Violation> checkRepeat(Trace rest, Request request) {
        var attempt = Table.<Integer, Attempt>empty().with(REPEAT, Attempt.of(REPEAT, request));
        var asked = new State(rest.end().products(), rest.end().orders(), attempt, Table.empty(), 0);
        var answered = rest.then(run(asked, client, "a client repeats " + request));
        var restAgain = run(answered.end().afterAllStopped(), background, "sweeper and relay run");
        return broken(answered, WHEN_REPEATED).or(() -> broken(answered.then(restAgain), AT_REST));
    }

    private static Optional<Violation> broken(Trace trace, List<Rule> rules) {
        return rules.stream()
                .filter(rule -> !rule.holds(trace.end()))
                .findFirst()
                .map(rule -> new Violation(rule, trace));
    }

    private static Trace run(State start, List<Role> roles, String title) {
        var labels = new ArrayList<>(List.of("-- " + title + " --"));
        var now = start;
        while (isRight(now)) {
            var next = firstChange(now, roles);
            if (next.isEmpty()) {
                break;
            }
            if (labels.size() > ENDLESS) {
                throw new IllegalStateException("recovery never comes to rest: " + labels);
            }
            labels.add(next.get().label().get());
            now = next.get().after();
        }
        return new Trace(labels, now);
    }

    private static boolean isRight(State now) {
        for (var rule : AlwaysTrue.values()) {
            if (!rule.holds(now)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Step> firstChange(State now, List<Role> roles) {
        return Role.steps(now, roles).stream()
                .filter(step -> !step.after().equals(now))
                .findFirst();
    }
}
