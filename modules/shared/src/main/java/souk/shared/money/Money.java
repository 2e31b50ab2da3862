package souk.shared.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * An amount in the currency's smallest unit (cents for EUR, yen for JPY). Arithmetic that would overflow throws
 * {@link ArithmeticException} rather than wrap. As JSON it is {@code {"amount": "19.99", "currency": "EUR"}} with
 * exactly as many decimals as ISO 4217 gives the currency.
 */
public record Money(@JsonIgnore long minorUnits, Currency currency) {

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    /**
     * @param amount a plain decimal such as {@code 19.99}, with at most the currency's decimals
     * @throws IllegalArgumentException for an unknown currency, an exponent, too many decimals or digits
     */
    @JsonCreator
    public static Money parse(@JsonProperty("amount") String amount, @JsonProperty("currency") String currencyCode) {
        var currency = currency(currencyCode);
        if (!amount.matches("-?[0-9]{1,18}(\\.[0-9]{1,6})?")) {
            throw new IllegalArgumentException("must be a decimal number such as \"19.99\"");
        }
        var decimals = currency.getDefaultFractionDigits();
        var minor = new BigDecimal(amount).movePointRight(decimals);
        if (minor.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException(currencyCode + " has " + decimals + " decimals");
        }
        if (minor.abs().compareTo(MOST) > 0) {
            throw new IllegalArgumentException(
                    "must not be more than " + MOST.movePointLeft(decimals).toPlainString());
        }
        return new Money(minor.longValueExact(), currency);
    }

    public static Money ofMinor(long minorUnits, String currencyCode) {
        return new Money(minorUnits, currency(currencyCode));
    }

    private static Currency currency(String code) {
        try {
            var currency = Currency.getInstance(code);
            if (currency.getDefaultFractionDigits() >= 0) {
                return currency;
            }
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("must be an ISO 4217 code such as \"EUR\"", unknown);
        }
        throw new IllegalArgumentException("must be the code of a currency in which one can pay");
    }

    @JsonProperty("amount")
    public String amount() {
        return BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits())
                .toPlainString();
    }

    @JsonProperty("currency")
    public String currencyCode() {
        return currency.getCurrencyCode();
    }

    public Money times(long quantity) {
        return new Money(Math.multiplyExact(minorUnits, quantity), currency);
    }

    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
        }
        return new Money(Math.addExact(minorUnits, other.minorUnits), currency);
    }

    @Override
    public String toString() {
        return amount() + " " + currency;
    }
}
