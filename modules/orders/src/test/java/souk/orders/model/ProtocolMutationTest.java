package souk.orders.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The protocol without one of its rules: the model must notice, and show the shortest way to the damage. */
class ProtocolMutationTest {

    @ParameterizedTest
    @EnumSource
    void turnsRedWithoutTheRule(Mutation mutation) {
        var violation =
                Explorer.of(mutation.scenario(), Protocol.with(mutation)).run().violation();

        assertThat(violation).isPresent();
        System.out.printf("%s in %s %s%n", mutation, mutation.scenario(), violation.get());
        assertThat(violation.get().rule()).isEqualTo(mutation.violated());
    }
}
