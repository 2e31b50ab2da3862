package souk.products.importing.reading;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;
import java.util.regex.Pattern;

/** Prices as other shops write them: {@code 1,299.00}, {@code 19,99 €}, {@code $5}. */
final class PriceText {

    private static final Pattern DECORATION = Pattern.compile("[\\p{Sc}\\p{L}\\s\u00a0'’]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9.,]*");

    private PriceText() {}

    /** An exact plain decimal with the currency's decimals where they are enough; what is no price stays as it is. */
    static String amount(String text, String currency) {
        return number(text).map(number -> fitted(number, currency)).orElse(text.strip());
    }

    static String amount(BigDecimal number, String currency) {
        return number.scale() > -20 && number.scale() < 20 ? fitted(number, currency) : number.toString();
    }

    static Optional<BigDecimal> number(String text) {
        var digits = DECORATION.matcher(text).replaceAll("");
        if (digits.length() > 30 || !NUMBER.matcher(digits).matches()) {
            return Optional.empty();
        }
        var comma = digits.lastIndexOf(',');
        var dot = digits.lastIndexOf('.');
        var decimals = Math.max(comma, dot);
        var sign = decimals < 0 ? ' ' : digits.charAt(decimals);
        var once = decimals >= 0 && digits.indexOf(sign) == decimals;
        var groups = sign == ',' && dot < 0 && digits.length() - decimals == 4;
        if (decimals < 0 || !once || groups) {
            return Optional.of(new BigDecimal(digits.replaceAll("[.,]", "")));
        }
        var whole = digits.substring(0, decimals).replaceAll("[.,]", "");
        return Optional.of(new BigDecimal(whole + "." + digits.substring(decimals + 1) + "0"));
    }

    private static String fitted(BigDecimal number, String currency) {
        try {
            var decimals = Currency.getInstance(currency).getDefaultFractionDigits();
            return number.setScale(Math.max(decimals, 0)).toPlainString();
        } catch (IllegalArgumentException | ArithmeticException notFitting) {
            return number.stripTrailingZeros().toPlainString();
        }
    }
}
