package souk.shared.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import souk.shared.json.WireJson;

class MoneyTest {

    @Test
    void overflowIsAnErrorAndNotAnotherAmount() {
        var much = Money.ofMinor(Long.MAX_VALUE, "EUR");
        assertThatThrownBy(() -> much.times(2)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> much.plus(Money.ofMinor(1, "EUR"))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void saysOfAnAmountWhetherItIsTooExactOrTooLarge() {
        assertThat(Money.parse("92233720368547758.070", "EUR").minorUnits()).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> Money.parse("0.001", "EUR")).hasMessage("EUR has 2 decimals");
        assertThatThrownBy(() -> Money.parse("92233720368547758.08", "EUR"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must not be more than 92233720368547758.07");
        assertThat(Money.parse("999999999999999999", "JPY").minorUnits()).isEqualTo(999_999_999_999_999_999L);
    }

    @Test
    void addsOnlyWithinACurrency() {
        assertThatThrownBy(() -> Money.ofMinor(1, "EUR").plus(Money.ofMinor(1, "USD")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void travelsAsADecimalString() {
        var price = Money.parse("19.90", "EUR");
        assertThat(WireJson.text(price)).isEqualTo("{\"amount\":\"19.90\",\"currency\":\"EUR\"}");
        assertThat(WireJson.read(WireJson.text(price), Money.class)).isEqualTo(price);
    }

    @Test
    void showsAsManyDecimalsAsTheCurrencyHas() {
        assertThat(Money.ofMinor(5, "EUR").amount()).isEqualTo("0.05");
        assertThat(Money.ofMinor(5, "JPY").amount()).isEqualTo("5");
        assertThat(Money.ofMinor(5, "KWD").amount()).isEqualTo("0.005");
    }
}
