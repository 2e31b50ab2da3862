package souk.products.stock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import souk.products.stock.ReservationFailure.InsufficientStock;
import souk.products.stock.ReservationFailure.MixedCurrencies;
import souk.products.stock.ReservationFailure.PriceChanged;
import souk.products.stock.ReservationFailure.Shortage;
import souk.products.stock.ReservationFailure.TotalTooLarge;
import souk.products.stock.ReservationFailure.UnknownProducts;
import souk.shared.contract.ReserveStock;
import souk.shared.contract.StockReserved.ReservedLine;
import souk.shared.money.Money;

/**
 * Decides a batch of requests in arrival order against the stock that was read under its locks. What an accepted
 * request takes is gone for those behind it; what a refused one asked for is not.
 */
final class Judging {

    private final Map<UUID, StockedProduct> products;
    private final Map<UUID, Long> left = new HashMap<>();

    Judging(Map<UUID, StockedProduct> products) {
        this.products = products;
        products.values().forEach(product -> left.put(product.id(), product.available()));
    }

    List<Judgement> all(List<Asking> askings) {
        return askings.stream().map(this::one).toList();
    }

    private Judgement one(Asking asking) {
        var request = asking.request();
        var failure = failureOf(asking);
        if (failure != null) {
            return new Judgement.Refused(request, failure);
        }
        var lines = new ArrayList<ReservedLine>();
        for (var line : request.lines()) {
            var product = products.get(line.productId());
            left.merge(product.id(), (long) -line.quantity(), Long::sum);
            lines.add(new ReservedLine(
                    product.id(),
                    product.name(),
                    product.price(),
                    line.quantity(),
                    product.version(),
                    product.sellerId()));
        }
        return new Judgement.Accepted(request, lines);
    }

    /** Null if nothing speaks against the request. */
    private ReservationFailure failureOf(Asking asking) {
        var request = asking.request();
        var unknown = new ArrayList<UUID>();
        var currencies = new TreeSet<String>();
        for (var line : request.lines()) {
            var product = products.get(line.productId());
            if (product == null || !product.mayBeOrderedBy(asking.viewer())) {
                unknown.add(line.productId());
            } else {
                currencies.add(product.price().currencyCode());
            }
        }
        if (!unknown.isEmpty()) {
            return new UnknownProducts(unknown);
        }
        if (currencies.size() > 1) {
            return new MixedCurrencies(List.copyOf(currencies));
        }
        return priceFailure(request);
    }

    private ReservationFailure priceFailure(ReserveStock request) {
        Money total;
        try {
            total = request.lines().stream()
                    .map(line -> products.get(line.productId()).price().times(line.quantity()))
                    .reduce(Money::plus)
                    .orElseThrow();
        } catch (ArithmeticException overflow) {
            return new TotalTooLarge();
        }
        var expected = request.expectedTotal();
        return expected != null && !expected.equals(total) ? new PriceChanged(expected, total) : stockFailure(request);
    }

    private ReservationFailure stockFailure(ReserveStock request) {
        var shortages = request.lines().stream()
                .filter(line -> left.get(line.productId()) < line.quantity())
                .map(line -> new Shortage(line.productId(), line.quantity(), left.get(line.productId())))
                .toList();
        return shortages.isEmpty() ? null : new InsufficientStock(shortages);
    }
}
