package souk.products.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import souk.shared.money.Money;

/**
 * A price and the time in which it was asked.
 *
 * @param until null if it still is
 */
public record PricePeriod(
        Money price,
        Instant from,
        @JsonInclude(JsonInclude.Include.ALWAYS) Instant until) {}
