package souk.products.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import souk.shared.money.Money;

/**
 * A part of the prices of a product, newest first.
 *
 * @param lowest30Days the lowest that was asked at any time of the last 30 days, in the present currency
 * @param next the cursor of the part after this one, or null at the end
 */
public record PricePage(
        Money lowest30Days,
        List<PricePeriod> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) String next) {

    public PricePage {
        items = List.copyOf(items);
    }
}
