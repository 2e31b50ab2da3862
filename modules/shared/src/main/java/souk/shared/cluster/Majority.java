package souk.shared.cluster;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Knows whether this node is on the smaller side of a partition: whether it has lost more than half of those that were
 * ready beside it. Not lost are those that said that they leave, those whose machine says that nothing listens there any
 * more (they are dead, not cut off), and those that have come back under the same name. With two nodes, or in two equal
 * halves, nobody has lost more than half and both sides go on. Thread-safe.
 */
final class Majority {

    /** Longer than a starved machine keeps a heartbeat back. */
    static final Duration SILENCE = Duration.ofSeconds(8);

    /** A member counts once it has been ready and heard for so long. */
    static final Duration SETTLING = Duration.ofSeconds(10);

    /** Whoever has been away for longer is not expected back. */
    static final Duration MEMORY = Duration.ofMinutes(10);

    private static final Logger LOG = LogManager.getLogger(Majority.class);

    private final Directory directory;
    private final Function<String, Future<Boolean>> isDead;
    private final LongSupplier nanoClock;
    private final Map<String, Companion> companions = new HashMap<>();
    private volatile boolean lost;

    private static final class Companion {
        private final Member member;
        private final long since;
        private long heard;

        Companion(Member member, long now) {
            this.member = member;
            this.since = now;
            this.heard = now;
        }
    }

    /** @param isDead whether a connection to the node of that id is refused, so that its process is not there any more */
    Majority(Directory directory, Function<String, Future<Boolean>> isDead, LongSupplier nanoClock) {
        this.directory = directory;
        this.isDead = isDead;
        this.nanoClock = nanoClock;
    }

    boolean isLost() {
        return lost;
    }

    /** Looks who is there; to be called every few seconds, and when somebody has gone. */
    synchronized void look() {
        var now = nanoClock.getAsLong();
        var seen = directory.seen();
        var audible = seen.stream()
                .filter(one -> one.silence().compareTo(SILENCE) < 0 && one.state() != NodeState.DRAINING)
                .collect(Collectors.toMap(one -> one.member().nodeId(), Directory.Seen::member));
        seen.stream()
                .filter(one -> one.state() == NodeState.DRAINING)
                .forEach(one -> companions.remove(one.member().nodeId()));
        seen.stream()
                .filter(one -> one.state() == NodeState.READY && one.silence().compareTo(SILENCE) < 0)
                .forEach(one ->
                        companions.computeIfAbsent(one.member().nodeId(), unused -> new Companion(one.member(), now))
                                        .heard =
                                now - one.silence().toNanos());
        forget(audible, now);
        askForTheDead(seen);
        judge(audible, now);
    }

    private void forget(Map<String, Member> audible, long now) {
        companions
                .values()
                .removeIf(one -> now - one.heard > MEMORY.toNanos()
                        || !audible.containsKey(one.member.nodeId())
                                && (one.heard - one.since < SETTLING.toNanos()
                                        || audible.values().stream().anyMatch(other -> isSame(one.member, other))));
    }

    private static boolean isSame(Member one, Member other) {
        return one.instance().equals(other.instance()) && !one.nodeId().equals(other.nodeId());
    }

    private void askForTheDead(List<Directory.Seen> seen) {
        var lively = seen.stream()
                .filter(one -> one.silence().compareTo(Directory.PATIENCE) < 0)
                .map(one -> one.member().nodeId())
                .collect(Collectors.toSet());
        companions.keySet().stream()
                .filter(nodeId -> !lively.contains(nodeId))
                .toList()
                .forEach(nodeId -> isDead.apply(nodeId).onSuccess(dead -> {
                    if (dead) {
                        died(nodeId);
                    }
                }));
    }

    private synchronized void died(String nodeId) {
        companions.remove(nodeId);
    }

    /** How many are expected to be there, this node itself among them. */
    synchronized int settled() {
        return settled(nanoClock.getAsLong()).size();
    }

    private List<Companion> settled(long now) {
        return companions.values().stream()
                .filter(one -> now - one.since >= SETTLING.toNanos())
                .toList();
    }

    private void judge(Map<String, Member> audible, long now) {
        var gone = settled(now).stream()
                .filter(one -> !audible.containsKey(one.member.nodeId()))
                .count();
        var before = lost;
        lost = audible.size() < gone;
        if (lost != before) {
            LOG.warn("event=majority lost={} heard={} missing={}", lost, audible.size(), gone);
        }
    }
}
