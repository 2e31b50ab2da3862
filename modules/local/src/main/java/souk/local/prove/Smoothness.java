package souk.local.prove;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a client notices of a fault, and whether enough was seen to say so. */
public final class Smoothness {
    static final Duration SLOWEST = Duration.ofSeconds(2);
    static final Duration SLOW = Duration.ofSeconds(1);

    private static final Duration MOMENT = Duration.ofSeconds(2);
    private static final int LEAST_IN_A_MOMENT = 20;
    private static final int LEAST_A_SECOND = 5;

    private final History history;

    public Smoothness(History history) {
        this.history = history;
    }

    Finding nothingFailed(Phase... phases) {
        return Finding.of("no request failed", shown(Attempt::failed, phases));
    }

    Finding nothingSlow(Phase... phases) {
        return Finding.of("no answer took longer than 2 s", shown(one -> one.millis() > SLOWEST.toMillis(), phases));
    }

    /** A gateway takes the connections of its clients along; each may break off once, and nothing else may happen. */
    Finding onlyConnectionsBroke(int clients) {
        var violations = new ArrayList<>(shown(one -> one.failed() && !one.brokeOff(), Phase.GATEWAY));
        violations.addAll(shown(one -> one.millis() > SLOWEST.toMillis(), Phase.GATEWAY));
        var broken = history.in(Phase.GATEWAY).filter(Attempt::brokeOff).count();
        if (broken > clients) {
            violations.add(broken + " connections broke of " + clients);
        }
        return Finding.of("a killed gateway breaks its own connections once, and nothing else", violations);
    }

    /** @param most from the start of the first to the end of the last request that failed or took more than 1 s */
    Finding troubleWithin(Duration most, Phase... phases) {
        var total = Stream.of(phases).mapToLong(this::troubleMillis).sum();
        var violations = new ArrayList<String>();
        if (total > most.toMillis()) {
            violations.add("it lasted for %.1f s".formatted(total / 1e3));
            violations.addAll(shown(Smoothness::isTrouble, phases));
        }
        return Finding.of("trouble lasted for %.1f s at most".formatted(most.toMillis() / 1e3), violations);
    }

    /** From the start of the first to the end of the last request of the phase that failed or took more than 1 s. */
    long troubleMillis(Phase phase) {
        return span(phase, Smoothness::isTrouble);
    }

    /** From the start of the first to the end of the last request of the phase that failed. */
    long failedMillis(Phase phase) {
        return span(phase, Attempt::failed);
    }

    private long span(Phase phase, Predicate<Attempt> which) {
        var troubled = history.in(phase).filter(which).toList();
        if (troubled.isEmpty()) {
            return 0;
        }
        var first = troubled.stream().mapToLong(Attempt::startNanos).min().orElseThrow();
        var last = troubled.stream().mapToLong(Attempt::endNanos).max().orElseThrow();
        return (last - first) / 1_000_000;
    }

    Finding enoughSeen(Phase phase, Duration time, List<Fault> faults) {
        var violations = new ArrayList<String>();
        var least = LEAST_A_SECOND * time.toSeconds();
        var orders = history.in(phase).filter(Attempt::placed).count();
        var reads =
                history.in(phase).filter(one -> one.kind() == Attempt.Kind.READ).count();
        if (orders < least || reads < least) {
            violations.add("%d orders and %d reads in %d s".formatted(orders, reads, time.toSeconds()));
        }
        for (var fault : faults) {
            var seen = history.count(one ->
                    one.startNanos() >= fault.atNanos() && one.startNanos() < fault.atNanos() + MOMENT.toNanos());
            if (seen < LEAST_IN_A_MOMENT) {
                violations.add("%d requests in the 2 s after %s".formatted(seen, fault.what()));
            }
        }
        return Finding.of("enough was seen to judge by (" + phase + ")", violations);
    }

    private List<String> shown(Predicate<Attempt> which, Phase... phases) {
        return Stream.of(phases)
                .flatMap(history::in)
                .filter(which)
                .map(Attempt::shown)
                .toList();
    }

    private static boolean isTrouble(Attempt attempt) {
        return attempt.failed() || attempt.millis() > SLOW.toMillis();
    }
}
