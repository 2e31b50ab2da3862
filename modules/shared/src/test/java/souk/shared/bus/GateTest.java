package souk.shared.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GateTest {

    private final Gate gate = new Gate();

    @Test
    void letsSoManyInPerAddressAndNoMore() {
        fill("a");

        assertThat(gate.enter("a")).isFalse();
        assertThat(gate.enter("b")).isTrue();
        gate.leave("a");
        assertThat(gate.enter("a")).isTrue();
        assertThat(gate.enter("a")).isFalse();
    }

    @Test
    void isEmptyWhenTheLastHasLeft() {
        gate.enter("a");
        gate.enter("b");
        var emptied = gate.emptied();
        gate.leave("a");
        assertThat(emptied.isComplete()).isFalse();
        gate.leave("b");
        assertThat(emptied.succeeded()).isTrue();
        assertThat(gate.emptied().succeeded()).isTrue();
    }

    private void fill(String address) {
        for (var i = 0; i < Gate.CALLS_PER_ADDRESS; i++) {
            assertThat(gate.enter(address)).isTrue();
        }
    }
}
