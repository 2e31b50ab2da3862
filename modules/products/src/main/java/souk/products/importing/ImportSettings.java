package souk.products.importing;

import souk.shared.config.Settings;
import souk.shared.money.Money;

/**
 * What the service is told about imports.
 *
 * @param currency of prices in files that name none, unless the request does
 * @param maxBytes of one file
 */
public record ImportSettings(String currency, long maxBytes) {

    private static final String CURRENCY = "SOUK_IMPORT_CURRENCY";
    private static final int GIGABYTES = 10;

    /** Reads {@code SOUK_IMPORT_*}; what is wrong with it is reported by {@link Settings#verify}. */
    public static ImportSettings from(Settings settings) {
        var currency = settings.text(CURRENCY, "EUR");
        return new ImportSettings(
                isCurrency(currency)
                        ? currency
                        : settings.problem(CURRENCY + " must be an ISO 4217 code such as EUR", "EUR"),
                (long) settings.integer("SOUK_IMPORT_MAX_GIGABYTES", GIGABYTES, 1, 1_000) << 30);
    }

    static boolean isCurrency(String code) {
        try {
            return Money.parse("0", code).minorUnits() == 0;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }
}
