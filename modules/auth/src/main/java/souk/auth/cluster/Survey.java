package souk.auth.cluster;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import souk.shared.bus.Bus;
import souk.shared.bus.CallContext;
import souk.shared.cluster.Directory;
import souk.shared.cluster.Member;
import souk.shared.contract.AskPing;
import souk.shared.contract.AskReport;
import souk.shared.contract.NodeOperations;

/** Asks every member of the cluster how it is. */
final class Survey {

    private static final Duration PATIENCE = Duration.ofMillis(900);

    private final Bus bus;
    private final Directory directory;
    private final String instance;

    Survey(Bus bus, Directory directory, String instance) {
        this.bus = bus;
        this.directory = directory;
        this.instance = instance;
    }

    /** Within a second, whoever does not answer. Never fails. */
    Future<ClusterView> take() {
        var asked = new ArrayList<Future<MemberView>>();
        directory.members().forEach(member -> asked.add(ask(member)));
        directory.unheard().forEach(nodeId -> asked.add(Future.succeededFuture(MemberView.unheard(nodeId))));
        return Future.all(asked).map(answered -> ClusterView.of(instance, sorted(answered.list())));
    }

    private Future<MemberView> ask(Member member) {
        var state = directory.state(member.nodeId());
        var roundTrip = roundTripMicros(member).otherwise((Long) null);
        var report = bus.callAt(member.nodeId(), NodeOperations.REPORT, new AskReport(), context());
        return roundTrip.compose(micros -> report.map(told -> MemberView.answering(member, state, told, micros))
                .otherwise(silence -> MemberView.silent(member, state, micros)));
    }

    private Future<Long> roundTripMicros(Member member) {
        var begun = System.nanoTime();
        return bus.callAt(member.nodeId(), NodeOperations.PING, new AskPing(), context())
                .map(pong -> (System.nanoTime() - begun) / 1_000);
    }

    private static CallContext context() {
        return CallContext.onOwnBehalf(PATIENCE);
    }

    private static List<MemberView> sorted(List<MemberView> members) {
        return members.stream()
                .sorted(Comparator.comparing(MemberView::instance).thenComparing(MemberView::nodeId))
                .toList();
    }
}
