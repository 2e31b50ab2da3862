package souk.shared.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallerSealTest {

    private static final String ADDRESS = "products.stock.reserve.v1";

    private final CallerSeal seal = new CallerSeal(new byte[32]);
    private final String made = seal.seal("{\"username\":\"ann\"}", ADDRESS, "request-1");

    @Test
    void recognisesItsOwnSeal() {
        assertThat(seal.isGenuine(made, "{\"username\":\"ann\"}", ADDRESS, "request-1"))
                .isTrue();
    }

    @Test
    void holdsForOneCallerOneAddressAndOneRequestOnly() {
        assertThat(seal.isGenuine(made, "{\"username\":\"eve\"}", ADDRESS, "request-1"))
                .isFalse();
        assertThat(seal.isGenuine(made, "{\"username\":\"ann\"}", "orders.cancel.v1", "request-1"))
                .isFalse();
        assertThat(seal.isGenuine(made, "{\"username\":\"ann\"}", ADDRESS, "request-2"))
                .isFalse();
    }

    @Test
    void isNotFooledByTextMovedFromOnePartToTheNext() {
        var shifted = seal.seal("ab", "c", "request-1");

        assertThat(seal.isGenuine(shifted, "a", "bc", "request-1")).isFalse();
    }

    @Test
    void refusesTheSealOfAnotherKeyAndWhatIsNoSeal() {
        var other = new CallerSeal(new byte[] {1, 2, 3});

        assertThat(other.isGenuine(made, "{\"username\":\"ann\"}", ADDRESS, "request-1"))
                .isFalse();
        assertThat(seal.isGenuine("not base64!", "{}", ADDRESS, "request-1")).isFalse();
        assertThat(seal.isGenuine(null, "{}", ADDRESS, "request-1")).isFalse();
        assertThat(seal.isGenuine(made, null, ADDRESS, "request-1")).isFalse();
    }
}
