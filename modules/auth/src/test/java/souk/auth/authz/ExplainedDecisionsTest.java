package souk.auth.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

    private static final Map<List<?>, ProductDecision> DECISIONS = ProductDecision.all().stream()
            .collect(Collectors.toMap(
                    one -> Arrays.asList(one.own(), one.grant(), one.visibility(), one.status(), one.permissions()),
                    one -> one));

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

    /** Each reason is what would be decided if it were the only one. */
    @Test
    void givesNoReasonThatWouldNotDoAlone() {
        for (var decision : ProductDecision.all()) {
            for (var action : ProductAction.values()) {
                for (var reason : action.reasons(caller(decision), access(decision))) {
                    if (decision.views()) {
                        assertThat(reason.has(Effect.ALLOWS))
                                .as("%s, %s: %s", action, decision, reason)
                                .isEqualTo(action.decided(access(only(reason.rule(), decision))));
                    }
                }
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

    /** Somebody without anything but what the reason is about. */
    private static ProductDecision only(String rule, ProductDecision all) {
        return switch (rule) {
            case "owner" -> decision(all.own(), null, "private", "draft", permissions(all, "write_own_products"));
            case "grant" ->
                decision(false, all.grant(), "private", "draft", permissions(all, "write_granted_products"));
            case "permission" ->
                decision(false, null, "private", "draft", permissions(all, "read_products", "write_products"));
            case "visibility" -> decision(false, null, all.visibility(), all.status(), Set.of());
            default -> throw new AssertionError("There is no rule " + rule);
        };
    }

    private static ProductDecision decision(
            boolean own, String grant, String visibility, String status, Set<String> permissions) {
        return DECISIONS.get(Arrays.asList(own, grant, visibility, status, permissions));
    }

    private static Set<String> permissions(ProductDecision decision, String... those) {
        return Arrays.stream(those).filter(decision.permissions()::contains).collect(Collectors.toSet());
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
