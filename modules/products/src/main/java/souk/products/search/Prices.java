package souk.products.search;

import java.math.BigDecimal;
import java.math.RoundingMode;
import souk.shared.money.Money;

/** Amounts as the index compares them, whatever their currency: ten-thousandths of its unit. */
final class Prices {

    private static final int DECIMALS = 4;
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Prices() {}

    static long of(Money money) {
        return of(new BigDecimal(money.amount()), RoundingMode.HALF_EVEN);
    }

    /** What is beyond the greatest is the greatest. */
    static long of(BigDecimal amount, RoundingMode rounding) {
        return amount.movePointRight(DECIMALS).setScale(0, rounding).min(MOST).longValueExact();
    }

    static String amount(long price) {
        return BigDecimal.valueOf(price, DECIMALS).stripTrailingZeros().toPlainString();
    }
}
