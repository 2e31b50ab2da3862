package souk.orders.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The protocol as written, in every state of every scenario. */
class OrderProtocolTest {

    @ParameterizedTest
    @EnumSource
    void holdsItsRulesInEveryStateAndAfterEveryCrash(Scenario scenario) {
        var started = System.nanoTime();

        var exploration = Explorer.of(scenario, Protocol.asWritten()).run();

        System.out.printf(
                "%-22s %,8d states, %,9d transitions, %,6d crashes: %,6d ms%n",
                scenario,
                exploration.states().size(),
                exploration.transitions(),
                exploration.crashes(),
                (System.nanoTime() - started) / 1_000_000);
        assertThat(exploration.violation()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_ORDER", "SHIPPED_IN_PARTS", "TWINS_OF_ONE_LINE"})
    void reachesTheSameDatabasesAndAnswersWithAndWithoutReduction(Scenario scenario) {
        assertThat(visibleStates(scenario, Reduction.EAGER_AND_FORGETFUL))
                .isEqualTo(visibleStates(scenario, Reduction.NONE));
    }

    private static Set<State> visibleStates(Scenario scenario, Reduction reduction) {
        var explorer = new Explorer(scenario, Protocol.asWritten(), reduction, List.of(AlwaysTrue.values()));
        return explorer.run().states().stream().map(State::visible).collect(Collectors.toSet());
    }
}
