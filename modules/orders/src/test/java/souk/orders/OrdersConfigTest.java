package souk.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import souk.orders.OrdersConfig.Payments;
import souk.shared.config.InvalidConfiguration;
import souk.shared.config.Settings;

class OrdersConfigTest {

    @Test
    void takesNoPaymentsAndLetsNothingExpireUnlessItIsToldTo() {
        var config = OrdersConfig.from(Settings.of(key -> null));
        assertThat(config.payments()).isEqualTo(Payments.NONE);
        assertThat(config.expiry()).isEmpty();
    }

    @Test
    void readsWhoMovesTheMoneyAndHowLongOrdersWaitForIt() {
        var config = OrdersConfig.from(
                Settings.of(Map.of("SOUK_PAYMENTS", "simulated", "SOUK_ORDER_EXPIRY_MINUTES", "30")::get));
        assertThat(config.payments()).isEqualTo(Payments.SIMULATED);
        assertThat(config.expiry()).contains(Duration.ofMinutes(30));
    }

    @Test
    void namesEveryWrongKeyInOneMessage() {
        var settings = Settings.of(Map.of("SOUK_PAYMENTS", "cash", "SOUK_ORDER_EXPIRY_MINUTES", "-1")::get);
        OrdersConfig.from(settings);
        assertThatThrownBy(settings::verify)
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContainingAll("SOUK_PAYMENTS", "SOUK_ORDER_EXPIRY_MINUTES", "SOUK_DATABASE_URL");
    }
}
