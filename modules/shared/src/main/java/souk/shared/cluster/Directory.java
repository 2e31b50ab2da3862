package souk.shared.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is there. Membership (who belongs to the cluster) comes from the cluster manager and is right but slow about the
 * frozen; heartbeats (who it is, what state it is in) come over the bus and are quick. An instance must have both. One
 * whose heartbeat was not heard for {@link #PATIENCE} is suspect. Thread-safe.
 */
public final class Directory {

    /** The node id in a directory that is {@link #fixed}. */
    public static final String LOCAL = "local";

    /** Three heartbeats. */
    static final Duration PATIENCE = Duration.ofMillis(1_500);

    private static final long FORGET_NANOS = Duration.ofMinutes(1).toNanos();

    private final String ownNodeId;
    private final LongSupplier nanoClock;
    private final Set<String> present = ConcurrentHashMap.newKeySet();
    private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();
    private volatile BooleanSupplier selfCheck = () -> true;
    /** By service; made anew whenever anything has changed, so that what is put into an old one is not seen. */
    private volatile Map<String, List<Member>> readyByService = new ConcurrentHashMap<>();

    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> mourners = new CopyOnWriteArrayList<>();

    private record Sighting(Member member, NodeState state, long heard, boolean suspect) {}

    /** @param silence since it was heard last */
    record Seen(Member member, NodeState state, Duration silence) {}

    Directory(String ownNodeId, LongSupplier nanoClock) {
        this.ownNodeId = ownNodeId;
        this.nanoClock = nanoClock;
    }

    /** A directory that never changes, for tests: these instances are ready for ever. */
    public static Directory fixed(Member... members) {
        var directory = new Directory(LOCAL, () -> 0);
        directory.membership(Stream.of(members).map(Member::nodeId).toList());
        Stream.of(members).forEach(member -> directory.heard(member, NodeState.READY));
        return directory;
    }

    /** The event bus of this very instance. */
    public String ownNodeId() {
        return ownNodeId;
    }

    /** Those to send work to: ready and heard of lately; the suspect ones among the ready only if there is no other. */
    public List<Member> ready(String service) {
        var known = readyByService;
        var found = known.get(service);
        if (found == null) {
            found = findReady(service);
            known.put(service, found);
        }
        return found;
    }

    private List<Member> findReady(String service) {
        var ready = select(sighting -> sighting.state == NodeState.READY && sighting.member.serves(service));
        var lively = ready.stream().filter(sighting -> !sighting.suspect).toList();
        return members(lively.isEmpty() ? ready : lively);
    }

    /** All of the cluster that have ever been heard, whatever their state. */
    public List<Member> members() {
        return members(select(sighting -> true));
    }

    /** Node ids of those that belong to the cluster and have never been heard. */
    public List<String> unheard() {
        return present.stream()
                .filter(nodeId -> !sightings.containsKey(nodeId))
                .sorted()
                .toList();
    }

    /** What the member said of itself last; starting if it was never heard. */
    public NodeState state(String nodeId) {
        var sighting = sightings.get(nodeId);
        return sighting == null ? NodeState.STARTING : sighting.state;
    }

    /** As {@link #members()}, without those that are leaving. */
    public List<Member> remaining(String service) {
        return members(select(sighting -> sighting.state != NodeState.DRAINING && sighting.member.serves(service)));
    }

    /**
     * Whether whatever these services tell would be heard here: this node is part of the conversation, there are members
     * of the services, and none of them has been silent for longer than it should.
     */
    public boolean hears(Set<String> services) {
        var tellers = select(sighting -> services.contains(sighting.member.service()));
        var own = sightings.get(ownNodeId);
        return selfCheck.getAsBoolean()
                && (own == null || !own.suspect)
                && !tellers.isEmpty()
                && tellers.stream().noneMatch(Sighting::suspect);
    }

    /** @param connected what the node has found out about itself */
    void checkedBy(BooleanSupplier connected) {
        selfCheck = connected;
    }

    /** Called, on any thread, after {@link #ready} may have changed. Must not block. */
    public void onChange(Runnable watcher) {
        watchers.add(watcher);
    }

    /** Called, on any thread, with the node id of each member that has left or become suspect. Must not block. */
    public void onLoss(Consumer<String> mourner) {
        mourners.add(mourner);
    }

    /** Node ids of all members, heard or not. */
    Set<String> present() {
        return Set.copyOf(present);
    }

    /** All that are remembered, members or not. */
    List<Seen> seen() {
        var now = nanoClock.getAsLong();
        return sightings.values().stream()
                .map(one -> new Seen(one.member, one.state, Duration.ofNanos(now - one.heard)))
                .toList();
    }

    boolean isSuspect(String nodeId) {
        var sighting = sightings.get(nodeId);
        return sighting == null || sighting.suspect;
    }

    /** The cluster as it is now, whole. */
    void membership(Collection<String> nodeIds) {
        var gone = present.stream().filter(nodeId -> !nodeIds.contains(nodeId)).toList();
        var changed = present.addAll(nodeIds);
        gone.forEach(nodeId -> {
            present.remove(nodeId);
            sightings.remove(nodeId);
        });
        if (changed || !gone.isEmpty()) {
            forgetReady();
        }
        gone.forEach(this::mourn);
        if (changed || !gone.isEmpty()) {
            tellWatchers();
        }
    }

    void heard(Member member, NodeState state) {
        var before = sightings.put(member.nodeId(), new Sighting(member, state, nanoClock.getAsLong(), false));
        if (before == null || before.suspect || before.state != state || !before.member.equals(member)) {
            forgetReady();
            tellWatchers();
        }
    }

    /**
     * Marks as suspect whom nobody has heard for too long.
     *
     * @param overslept how much later than planned this was called: a node that was itself asleep has heard nobody and
     *     must not blame the others for it
     */
    void suspectTheSilent(Duration overslept) {
        var now = nanoClock.getAsLong();
        var silent = sightings.entrySet().stream()
                .map(entry -> wakened(entry, overslept))
                .filter(sighting -> !sighting.suspect && now - sighting.heard > PATIENCE.toNanos())
                .toList();
        for (var sighting : silent) {
            var suspect = new Sighting(sighting.member, sighting.state, sighting.heard, true);
            if (sightings.replace(sighting.member.nodeId(), sighting, suspect)) {
                forgetReady();
                mourn(sighting.member.nodeId());
                tellWatchers();
            }
        }
        sightings
                .values()
                .removeIf(
                        sighting -> now - sighting.heard > FORGET_NANOS && !present.contains(sighting.member.nodeId()));
    }

    private Sighting wakened(Map.Entry<String, Sighting> entry, Duration overslept) {
        var sighting = entry.getValue();
        if (overslept.isZero() || sighting.suspect) {
            return sighting;
        }
        var forgiven = new Sighting(sighting.member, sighting.state, sighting.heard + overslept.toNanos(), false);
        return sightings.replace(entry.getKey(), sighting, forgiven) ? forgiven : sighting;
    }

    private List<Sighting> select(Predicate<Sighting> wanted) {
        return sightings.values().stream()
                .filter(sighting -> present.contains(sighting.member.nodeId()) && wanted.test(sighting))
                .toList();
    }

    private static List<Member> members(List<Sighting> sightings) {
        return sightings.stream().map(Sighting::member).collect(Collectors.toUnmodifiableList());
    }

    /** Before anybody is told of a change, who may ask at once. */
    private void forgetReady() {
        readyByService = new ConcurrentHashMap<>();
    }

    private void mourn(String nodeId) {
        mourners.forEach(mourner -> mourner.accept(nodeId));
    }

    private void tellWatchers() {
        watchers.forEach(Runnable::run);
    }
}
