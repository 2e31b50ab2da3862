package souk.orders.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import souk.shared.contract.ReservationsTold.Told;
import souk.shared.contract.ReservationsTold.ToldLine;

class ComparingTest {

    private static final UUID ORDER = UUID.randomUUID();
    private static final List<ToldLine> LINES = List.of(new ToldLine(UUID.randomUUID(), 2, 500, "EUR", 3));
    private static final long YOUNG = 5;
    private static final long OLD = 31;

    @Test
    void isContentWithOrdersThatHaveTheirStockOrAreAboutToHaveItForGood() {
        assertThat(kinds(order("confirmed", OLD), told("firm", OLD, 2))).isEmpty();
        assertThat(kinds(order("confirmed", YOUNG), told("held", YOUNG, 2))).isEmpty();
        assertThat(kinds(order("shipped", OLD), told("shipped", OLD, 0))).isEmpty();
    }

    @Test
    void isContentWithOrdersThatGaveTheirStockBackOrAreAboutTo() {
        assertThat(kinds(order("cancelled", OLD), told("released", OLD, 0))).isEmpty();
        assertThat(kinds(order("cancelled", YOUNG), told("firm", OLD, 2))).isEmpty();
        assertThat(kinds(order("refunded", OLD), told("firm", OLD, 0))).isEmpty();
    }

    @Test
    void noticesOrdersWithoutStock() {
        assertThat(kinds(order("confirmed", YOUNG), null)).containsExactly("order-without-reservation");
        assertThat(kinds(order("paid", YOUNG), told("released", OLD, 0))).containsExactly("order-without-stock");
        assertThat(kinds(order("confirmed", OLD), told("held", OLD, 2))).containsExactly("reservation-not-firm");
    }

    @Test
    void noticesStockThatIsNotGivenBack() {
        assertThat(kinds(order("expired", OLD), told("firm", OLD, 2))).containsExactly("stock-not-given-back");
    }

    @Test
    void noticesOtherLinesAndWrongTotals() {
        var others = List.of(new ToldLine(LINES.get(0).productId(), 2, 500, "EUR", 4));
        assertThat(kinds(order("confirmed", OLD), new Told(ORDER, "firm", OLD, 1, 2, others)))
                .containsExactly("lines-disagree");
        assertThat(kinds(new Sold(ORDER, "confirmed", 1, OLD, 999, LINES), told("firm", OLD, 2)))
                .containsExactly("total-is-not-the-sum");
    }

    @Test
    void noticesReservationsOfNoOrderUnlessTheyMayStillGetOne() {
        assertThat(withoutOrder(told("firm", YOUNG, 2))).containsExactly("reservation-without-order");
        assertThat(withoutOrder(told("held", OLD, 2))).containsExactly("hold-past-its-time");
        assertThat(withoutOrder(told("held", YOUNG, 2))).isEmpty();
        assertThat(withoutOrder(told("released", OLD, 0))).isEmpty();
        assertThat(Comparing.reservations(List.of(told("firm", OLD, 2)), Set.of(ORDER)))
                .isEmpty();
    }

    private static List<String> kinds(Sold order, Told reservation) {
        var reservations = reservation == null ? List.<Told>of() : List.of(reservation);
        return Comparing.orders(List.of(order), reservations).stream()
                .map(ConsistencyFinding::kind)
                .toList();
    }

    private static List<String> withoutOrder(Told reservation) {
        return Comparing.reservations(List.of(reservation), Set.of()).stream()
                .map(ConsistencyFinding::kind)
                .toList();
    }

    private static Sold order(String status, long age) {
        return new Sold(ORDER, status, 1, age, 1_000, LINES);
    }

    private static Told told(String state, long age, long open) {
        return new Told(ORDER, state, age, 1, open, LINES);
    }
}
