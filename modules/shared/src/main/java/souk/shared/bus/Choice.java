package souk.shared.bus;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import souk.shared.cluster.Directory;
import souk.shared.cluster.Member;
import souk.shared.resilience.SlowStart;

/** Picks the instance for a call: of two random ones the one with fewer calls under way. */
final class Choice {

    private final Directory directory;
    private final LongSupplier nanoClock;
    private final SlowStart slowStart;
    private final Map<String, Standing> standings = new ConcurrentHashMap<>();

    Choice(Directory directory, LongSupplier nanoClock, SlowStart slowStart) {
        this.directory = directory;
        this.nanoClock = nanoClock;
        this.slowStart = slowStart;
        directory.onLoss(this::lost);
        directory.onChange(this::forgetTheGone);
    }

    Standing standing(String nodeId) {
        return standings.computeIfAbsent(nodeId, unused -> new Standing(nanoClock));
    }

    /**
     * Untried before tried, not ejected before ejected, ready before merely not leaving.
     *
     * @param tried node ids that this call has failed on
     */
    Optional<Member> pick(String service, Set<String> tried) {
        Predicate<Member> eligible = member -> standing(member.nodeId()).isEligible();
        Predicate<Member> untried = member -> !tried.contains(member.nodeId());
        var ready = directory.ready(service);
        return Stream.of(untried.and(eligible), eligible, untried)
                .map(wanted -> ready.stream().filter(wanted).toList())
                .filter(candidates -> !candidates.isEmpty())
                .findFirst()
                .or(() -> Optional.of(directory.remaining(service)))
                .filter(candidates -> !candidates.isEmpty())
                .map(this::lessBusyOfTwo);
    }

    /** Whether it says that it takes calls; one that still starts is asked too where there is nobody else. */
    boolean isReady(Member member) {
        return directory.ready(member.service()).contains(member);
    }

    /** Whether there is somebody sound and ready who has not been tried. */
    boolean hasOther(String service, Set<String> tried) {
        for (var member : directory.ready(service)) {
            if (!tried.contains(member.nodeId()) && standing(member.nodeId()).isEligible()) {
                return true;
            }
        }
        return false;
    }

    private Member lessBusyOfTwo(List<Member> candidates) {
        var random = ThreadLocalRandom.current();
        var first = random.nextInt(candidates.size());
        if (candidates.size() == 1) {
            return candidates.get(first);
        }
        var second = (first + 1 + random.nextInt(candidates.size() - 1)) % candidates.size();
        var lessBusy = inFlight(candidates.get(second)) < inFlight(candidates.get(first)) ? second : first;
        var other = lessBusy == first ? second : first;
        return candidates.get(
                slowStart.yields(age(candidates.get(lessBusy)), age(candidates.get(other))) ? other : lessBusy);
    }

    private long age(Member member) {
        return standing(member.nodeId()).age();
    }

    private int inFlight(Member member) {
        return standing(member.nodeId()).inFlight();
    }

    /** While the lost one is still the best there is, waiting for it is better than failing. */
    private void lost(String nodeId) {
        var standing = standings.get(nodeId);
        if (standing != null && !isBestOfItsService(nodeId)) {
            standing.lost();
        }
    }

    private boolean isBestOfItsService(String nodeId) {
        return directory.members().stream()
                .filter(member -> member.nodeId().equals(nodeId))
                .anyMatch(member -> member.services().stream()
                        .anyMatch(service -> directory.ready(service).contains(member)));
    }

    private void forgetTheGone() {
        var known = directory.members().stream().map(Member::nodeId).toList();
        standings
                .entrySet()
                .removeIf(entry ->
                        !known.contains(entry.getKey()) && entry.getValue().inFlight() == 0);
    }
}
