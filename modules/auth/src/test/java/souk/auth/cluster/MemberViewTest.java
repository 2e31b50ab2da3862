package souk.auth.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import souk.shared.cluster.Member;
import souk.shared.cluster.NodeState;
import souk.shared.contract.NodeReport;

class MemberViewTest {

    private static final Member GATEWAY = new Member("n1", "gateway", "gateway-1", "127.0.0.1", 80, 81);
    private static final Member ALSO =
            new Member("n1", "gateway", "gateway-1", "127.0.0.1", 80, 81, List.of("gateway", "another"));
    private static final Map<String, Object> WELL =
            Map.of("breakers", Map.of("orders", "closed"), "ejected", List.of(), "shedding", Map.of("inFlight", 1));

    @Test
    void figuresAreNoNews() {
        assertThat(saying(Map.of("shedding", Map.of("inFlight", 7), "limits", Map.of("user", "9 in 1 s"))))
                .isEqualTo(saying(Map.of()));
        assertThat(view(NodeState.READY, report(true, true, "1", WELL), 1L).news())
                .isEqualTo(
                        view(NodeState.READY, report(true, true, "1", WELL), 2L).news());
    }

    @Test
    void aBreakerThatIsUsedForTheFirstTimeIsNoNews() {
        assertThat(saying(Map.of("breakers", Map.of("orders", "closed", "auth", "closed"))))
                .isEqualTo(saying(WELL));
    }

    @Test
    void aBreakerThatOpensIsNewsAndItsProbesAreNot() {
        var open = saying(Map.of("breakers", Map.of("orders", "open")));

        assertThat(open).isNotEqualTo(saying(WELL));
        assertThat(saying(Map.of("breakers", Map.of("orders", "half_open")))).isEqualTo(open);
    }

    @Test
    void anInstanceThatIsEjectedIsNews() {
        assertThat(saying(Map.of("ejected", List.of("orders-2")))).isNotEqualTo(saying(WELL));
    }

    @Test
    void stateReadinessVersionPartitionsRolesAndSilenceAreNews() {
        var well = saying(WELL);

        assertThat(view(NodeState.DRAINING, report(true, true, "1", WELL), 1L).news())
                .isNotEqualTo(well);
        assertThat(view(NodeState.READY, report(false, true, "1", WELL), 1L).news())
                .isNotEqualTo(well);
        assertThat(view(NodeState.READY, report(true, false, "1", WELL), 1L).news())
                .isNotEqualTo(well);
        assertThat(view(NodeState.READY, report(true, true, "2", WELL), 1L).news())
                .isNotEqualTo(well);
        assertThat(MemberView.answering(ALSO, NodeState.READY, report(true, true, "1", WELL), 1L)
                        .news())
                .isNotEqualTo(well);
        assertThat(MemberView.silent(GATEWAY, NodeState.READY, null).news()).isNotEqualTo(well);
    }

    private static MemberView saying(Map<String, Object> parts) {
        return view(NodeState.READY, report(true, true, "1", parts), 1L).news();
    }

    private static MemberView view(NodeState state, NodeReport report, long roundTripMicros) {
        return MemberView.answering(GATEWAY, state, report, roundTripMicros);
    }

    private static NodeReport report(boolean ready, boolean safe, String version, Map<String, Object> parts) {
        return new NodeReport("n1", version, Instant.EPOCH, ready, Map.of(), safe, 2, 0, parts);
    }
}
