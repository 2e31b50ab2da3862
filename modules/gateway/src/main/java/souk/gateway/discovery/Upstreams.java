package souk.gateway.discovery;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import souk.shared.cluster.Member;
import souk.shared.resilience.Breaker;
import souk.shared.resilience.Breakers;
import souk.shared.resilience.SlowStart;

/**
 * Chooses the instance for a request: the one with fewer requests under way of two taken at random. Confined to one
 * event loop, but for {@link #ejected}.
 */
public final class Upstreams {

    private final Roster roster;
    private final LongSupplier nanoClock;
    private final Breakers breakers;
    private final SlowStart slowStart;
    private final Map<String, Upstream> byNodeId = new ConcurrentHashMap<>();
    private final Map<String, Ready> readyByService = new HashMap<>();

    /** The roster gives the same list until something changes. */
    private record Ready(List<Member> members, List<Upstream> upstreams) {}

    /** @param nanoClock monotonic, as {@code System::nanoTime} is */
    public Upstreams(Roster roster, LongSupplier nanoClock, Breakers breakers, SlowStart slowStart) {
        this.roster = roster;
        this.nanoClock = nanoClock;
        this.breakers = breakers;
        this.slowStart = slowStart;
    }

    /** Of a service as a whole; that an instance is left alone for a while is decided for each one. */
    public Breaker breaker(String service) {
        return breakers.of(service);
    }

    /**
     * @param tried come last: chosen only if there is nobody else
     * @param mayProbe whether the request may be the probe of an ejected instance; false for one that cannot be repeated
     * @return empty if no instance is ready
     */
    public Optional<Upstream> choose(String service, Collection<Upstream> tried, boolean mayProbe) {
        var ready = ready(service);
        if (tried.isEmpty() && areSound(ready)) {
            return lighterOfTwo(ready);
        }
        var untried = ready.stream().filter(one -> !tried.contains(one)).toList();
        if (mayProbe && tried.isEmpty()) {
            var due = untried.stream().filter(Upstream::mayBeProbed).findAny();
            if (due.isPresent() && untried.size() > 1) {
                return due.map(Upstream::probe);
            }
        }
        var sound = untried.stream().filter(one -> !one.isEjected()).toList();
        return lighterOfTwo(sound).or(() -> lighterOfTwo(untried)).or(() -> lighterOfTwo(ready));
    }

    /** Whether a request could go to somebody sound who has not been tried. */
    public boolean hasOther(String service, Collection<Upstream> tried) {
        for (var one : ready(service)) {
            if (!tried.contains(one) && !one.isEjected()) {
                return true;
            }
        }
        return false;
    }

    /** The instances that get nothing but a probe now and then, by name. May be asked on any thread. */
    public List<String> ejected() {
        return byNodeId.values().stream()
                .filter(Upstream::isEjected)
                .map(Upstream::toString)
                .sorted()
                .toList();
    }

    /** Ends what is under way to a member that the cluster has lost, and forgets it. */
    public void lost(String nodeId) {
        readyByService.clear();
        var gone = byNodeId.remove(nodeId);
        if (gone != null) {
            gone.lose();
        }
    }

    private List<Upstream> ready(String service) {
        var members = roster.ready(service);
        var known = readyByService.get(service);
        if (known == null || known.members != members) {
            known = new Ready(members, upstreams(members));
            readyByService.put(service, known);
        }
        return known.upstreams;
    }

    private List<Upstream> upstreams(List<Member> members) {
        return members.stream()
                .filter(member -> member.httpPort() > 0)
                .map(this::upstream)
                .toList();
    }

    private static boolean areSound(List<Upstream> upstreams) {
        for (var one : upstreams) {
            if (one.isEjected()) {
                return false;
            }
        }
        return true;
    }

    private Upstream upstream(Member member) {
        return byNodeId.computeIfAbsent(member.nodeId(), unseen -> new Upstream(member, nanoClock, slowStart));
    }

    private static Optional<Upstream> lighterOfTwo(List<Upstream> candidates) {
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        var random = ThreadLocalRandom.current();
        var first = random.nextInt(candidates.size());
        var second =
                candidates.size() == 1 ? 0 : (first + 1 + random.nextInt(candidates.size() - 1)) % candidates.size();
        var one = candidates.get(first);
        var other = candidates.get(second);
        return Optional.of(other.inFlight() < one.inFlight() ? unlessNew(other, one) : unlessNew(one, other));
    }

    private static Upstream unlessNew(Upstream chosen, Upstream other) {
        return chosen.yieldsTo(other) ? other : chosen;
    }
}
