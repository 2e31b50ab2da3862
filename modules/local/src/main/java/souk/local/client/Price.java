package souk.local.client;

import java.math.BigDecimal;

/** An amount of money as the shop writes it, such as 19.99 EUR. */
public record Price(String amount, String currency) {
    public Price times(long quantity) {
        return new Price(decimal().multiply(BigDecimal.valueOf(quantity)).toPlainString(), currency);
    }

    public Price plus(Price other) {
        return new Price(decimal().add(other.decimal()).toPlainString(), currency);
    }

    /** Whether it is the same money, however many noughts are written. */
    public boolean isWorth(Price other) {
        return other != null && currency.equals(other.currency) && decimal().compareTo(other.decimal()) == 0;
    }

    private BigDecimal decimal() {
        return new BigDecimal(amount);
    }

    @Override
    public String toString() {
        return amount + " " + currency;
    }
}
