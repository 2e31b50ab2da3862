package souk.products.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import souk.products.grant.Viewer;
import souk.products.stock.Judgement.Accepted;
import souk.products.stock.Judgement.Refused;
import souk.products.stock.ReservationFailure.InsufficientStock;
import souk.products.stock.ReservationFailure.MixedCurrencies;
import souk.products.stock.ReservationFailure.PriceChanged;
import souk.products.stock.ReservationFailure.Shortage;
import souk.products.stock.ReservationFailure.TotalTooLarge;
import souk.products.stock.ReservationFailure.UnknownProducts;
import souk.shared.contract.ReserveStock;
import souk.shared.contract.ReserveStock.OrderLine;
import souk.shared.id.UuidV7;
import souk.shared.money.Money;

class JudgingTest {

    private static final Viewer VIEWER = new Viewer(UuidV7.next(), false);
    private static final StockedProduct LAMP = product("Lamp", "10.00", "EUR", 5);
    private static final StockedProduct DESK = product("Desk", "99.50", "EUR", 1);
    private static final StockedProduct KIMONO = product("Kimono", "5000", "JPY", 9);
    private static final StockedProduct PALACE = product("Palace", "90000000000000000.00", "EUR", 1_000);
    private static final StockedProduct DRAFT =
            new StockedProduct(UuidV7.next(), "Draft", Money.parse("1", "EUR"), 1, UuidV7.next(), false, 9, null);

    private final Judging judging = new Judging(Map.copyOf(
            List.of(LAMP, DESK, KIMONO, PALACE, DRAFT).stream().collect(Collectors.toMap(StockedProduct::id, p -> p))));

    private static StockedProduct product(String name, String price, String currency, long available) {
        return new StockedProduct(
                UuidV7.next(), name, Money.parse(price, currency), 3, UuidV7.next(), true, available, null);
    }

    private static OrderLine of(StockedProduct product, int quantity) {
        return new OrderLine(product.id(), quantity);
    }

    private static Asking request(Money expectedTotal, OrderLine... lines) {
        return new Asking(
                new ReserveStock(UuidV7.next(), VIEWER.caller(), null, null, Arrays.asList(lines), expectedTotal),
                VIEWER);
    }

    private ReservationFailure failure(Asking request) {
        return ((Refused) judging.all(List.of(request)).get(0)).failure();
    }

    @Test
    void takesWhatAnEarlierRequestTookFromThoseBehindIt() {
        var verdicts = judging.all(
                List.of(request(null, of(LAMP, 3)), request(null, of(LAMP, 3)), request(null, of(LAMP, 2))));
        assertThat(verdicts.get(0)).isInstanceOf(Accepted.class);
        assertThat(verdicts.get(1)).isInstanceOf(Refused.class);
        assertThat(verdicts.get(2)).isInstanceOf(Accepted.class);
    }

    @Test
    void leavesTheStockOfTheOtherLinesOfARefusedRequestAlone() {
        var verdicts = judging.all(List.of(request(null, of(LAMP, 5), of(DESK, 2)), request(null, of(LAMP, 5))));
        assertThat(verdicts.get(0)).isInstanceOf(Refused.class);
        assertThat(verdicts.get(1)).isInstanceOf(Accepted.class);
    }

    @Test
    void namesEveryShortLine() {
        assertThat(failure(request(null, of(LAMP, 6), of(DESK, 2), of(KIMONO, 1))))
                .isInstanceOf(MixedCurrencies.class);
        assertThat(failure(request(null, of(LAMP, 6), of(DESK, 2))))
                .isEqualTo(
                        new InsufficientStock(List.of(new Shortage(LAMP.id(), 6, 5), new Shortage(DESK.id(), 2, 1))));
    }

    @Test
    void namesEveryProductThatIsNotForSale() {
        var nowhere = UUID.randomUUID();
        assertThat(failure(request(null, of(DRAFT, 1), new OrderLine(nowhere, 1), of(LAMP, 1))))
                .isEqualTo(new UnknownProducts(List.of(DRAFT.id(), nowhere)));
    }

    @Test
    void refusesWithTheNewQuoteWhenTheTotalIsNotTheExpectedOne() {
        var expected = Money.parse("100.00", "EUR");
        assertThat(failure(request(expected, of(LAMP, 1), of(DESK, 1))))
                .isEqualTo(new PriceChanged(expected, Money.parse("109.50", "EUR")));
        assertThat(judging.all(List.of(request(Money.parse("109.5", "EUR"), of(LAMP, 1), of(DESK, 1))))
                        .get(0))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void refusesLinesThatArePricedInDifferentCurrencies() {
        assertThat(failure(request(null, of(LAMP, 1), of(KIMONO, 1))))
                .isEqualTo(new MixedCurrencies(List.of("EUR", "JPY")));
        assertThat(failure(request(Money.parse("10.00", "JPY"), of(LAMP, 1)))).isInstanceOf(PriceChanged.class);
    }

    @Test
    void refusesATotalThatNoAmountCanHold() {
        assertThat(failure(request(null, of(PALACE, 1_000)))).isInstanceOf(TotalTooLarge.class);
    }

    @Test
    void answersNamePriceVersionAndSellerOfEachLine() {
        var accepted =
                (Accepted) judging.all(List.of(request(null, of(LAMP, 2)))).get(0);
        assertThat(accepted.lines()).singleElement().satisfies(line -> {
            assertThat(line.name()).isEqualTo("Lamp");
            assertThat(line.unitPrice()).isEqualTo(LAMP.price());
            assertThat(line.productVersion()).isEqualTo(3);
            assertThat(line.sellerId()).isEqualTo(LAMP.sellerId());
        });
    }
}
