package souk.auth.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import souk.shared.cluster.Member;
import souk.shared.cluster.NodeState;
import souk.shared.contract.NodeReport;

/**
 * A member as it is shown. Of one that does not answer only what it said of itself before is known.
 *
 * @param answers whether it has answered just now
 * @param state as it said last
 * @param roundTripMicros of a question and its answer over the bus; null if none came
 * @param reports what its parts say, by name
 */
record MemberView(
        String nodeId,
        String instance,
        String service,
        List<String> services,
        boolean answers,
        String state,
        Boolean ready,
        Map<String, Boolean> checks,
        String version,
        Instant startedAt,
        Long roundTripMicros,
        Boolean partitionSafe,
        Integer membersSeen,
        Long settingsRevision,
        Map<String, Object> reports) {

    private static final String BREAKERS = "breakers";
    private static final String CLOSED = "closed";
    private static final String EJECTED = "ejected";

    static MemberView answering(Member member, NodeState state, NodeReport report, Long roundTripMicros) {
        return new MemberView(
                member.nodeId(),
                member.instance(),
                member.service(),
                member.services(),
                true,
                label(state),
                report.ready(),
                report.checks(),
                report.version(),
                report.startedAt(),
                roundTripMicros,
                report.partitionSafe(),
                report.membersSeen(),
                report.settingsRevision(),
                report.parts());
    }

    static MemberView silent(Member member, NodeState state, Long roundTripMicros) {
        return new MemberView(
                member.nodeId(),
                member.instance(),
                member.service(),
                member.services(),
                false,
                label(state),
                null,
                null,
                null,
                null,
                roundTripMicros,
                null,
                null,
                null,
                null);
    }

    /** It belongs to the cluster, and nobody has ever heard it say what it is. */
    static MemberView unheard(String nodeId) {
        return silent(new Member(nodeId, "unknown", "unknown", "", 0, 0), NodeState.STARTING, null);
    }

    /**
     * What is news when it changes: the same without the figures that move while all is well. Of its parts only trouble
     * is left: breakers that are not closed, whether they are open or let a probe through, and the instances that it has
     * ejected.
     */
    MemberView news() {
        return new MemberView(
                nodeId,
                instance,
                service,
                services,
                answers,
                state,
                ready,
                checks,
                version,
                startedAt,
                null,
                partitionSafe,
                membersSeen,
                settingsRevision,
                reports == null ? null : trouble());
    }

    private Map<String, Object> trouble() {
        var broken = new TreeSet<String>();
        if (reports.get(BREAKERS) instanceof Map<?, ?> states) {
            states.forEach((name, state) -> {
                if (!CLOSED.equals(state)) {
                    broken.add(name.toString());
                }
            });
        }
        return Map.of(BREAKERS, broken, EJECTED, reports.getOrDefault(EJECTED, List.of()));
    }

    private static String label(NodeState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
