package souk.auth.cluster;

import java.time.Instant;
import java.util.List;

/**
 * All members at one moment.
 *
 * @param seenBy the instance that has asked the others
 * @param safe whether all members answer, have their copies of shared entries in step, and see each other
 */
record ClusterView(Instant at, String seenBy, boolean safe, List<MemberView> members) {

    static ClusterView of(String seenBy, List<MemberView> members) {
        var safe = members.stream()
                .allMatch(
                        member -> member.answers() && member.partitionSafe() && member.membersSeen() == members.size());
        return new ClusterView(Instant.now(), seenBy, safe, members);
    }
}
