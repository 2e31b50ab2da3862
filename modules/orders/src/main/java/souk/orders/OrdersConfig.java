package souk.orders;

import java.time.Duration;
import java.util.Optional;
import souk.shared.config.Settings;
import souk.shared.sql.DatabaseConfig;

/**
 * What the orders service needs beyond its place in the cluster.
 *
 * @param expiry how long an order waits for its payment; empty for as long as it takes
 */
record OrdersConfig(DatabaseConfig database, Payments payments, Optional<Duration> expiry) {

    private static final int LONGEST_EXPIRY = 60 * 24 * 365;

    /** Who moves the money. */
    enum Payments {
        /** Nobody that this service can call: payments are received elsewhere, and order managers record them. */
        NONE,
        /** A provider that moves no money, for development and tests. */
        SIMULATED
    }

    static OrdersConfig from(Settings settings) {
        var minutes = settings.integer("SOUK_ORDER_EXPIRY_MINUTES", 0, 0, LONGEST_EXPIRY);
        return new OrdersConfig(
                DatabaseConfig.from(settings, "orders"),
                payments(settings),
                minutes == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(minutes)));
    }

    private static Payments payments(Settings settings) {
        var name = settings.text("SOUK_PAYMENTS", "none");
        return switch (name) {
            case "none" -> Payments.NONE;
            case "simulated" -> Payments.SIMULATED;
            default -> settings.problem("SOUK_PAYMENTS must be none or simulated", Payments.NONE);
        };
    }
}
