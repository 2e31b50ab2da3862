package souk.auth.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import souk.auth.authz.Explanation.Effect;
import souk.shared.contract.ProductAccess;
import souk.shared.problem.Trouble;
import souk.shared.security.Caller;
import souk.shared.security.Permission;
import souk.testing.ProductDecision;

/** What auth says about products against what the products service decides, over every combination of the facts. */
class ExplainedDecisionsTest {

    @Test
    void givesReasonsThatComeToWhatTheProductsServiceDecides() {
        for (var decision : ProductDecision.all()) {
            var access = access(decision);
            for (var action : ProductAction.values()) {
                var reasons = action.reasons(caller(decision), access);
                assertThat(reasons.stream().anyMatch(reason -> reason.has(Effect.ALLOWS)))
                        .as("%s, %s: %s", action, decision, reasons)
                        .isEqualTo(action.decided(access));
                assertThat(reasons.stream().anyMatch(reason -> reason.has(Effect.FORBIDS)))
                        .as("%s, %s: %s", action, decision, reasons)
                        .isEqualTo(!decision.views());
            }
        }
    }

    @Test
    void decidesNothingThatProductsDidNotSay() {
        var fromOlderNode = new ProductAccess(true, true, true, null, "public", "active", null, null, null);

        assertThat(ProductAction.VIEW.decided(fromOlderNode)).isTrue();
        assertThatThrownBy(() -> ProductAction.UPDATE.decided(fromOlderNode)).isInstanceOf(Trouble.class);
        assertThatThrownBy(() -> ProductAction.MANAGE.decided(fromOlderNode)).isInstanceOf(Trouble.class);
    }

    private static ProductAccess access(ProductDecision decision) {
        return new ProductAccess(
                true,
                decision.views(),
                decision.own(),
                decision.grant(),
                decision.visibility(),
                decision.status(),
                decision.views(),
                decision.updates(),
                decision.manages());
    }

    private static Caller caller(ProductDecision decision) {
        var permissions = decision.permissions().stream()
                .map(scope -> Permission.named(scope).orElseThrow())
                .collect(Collectors.toSet());
        return new Caller(UUID.randomUUID(), "somebody", Set.of(), permissions, null);
    }
}
