package souk.orders.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import souk.orders.model.Attempt.Answer;
import souk.orders.model.Attempt.Progress;
import souk.orders.model.OrdersDatabase.Status;
import souk.orders.model.ProductsDatabase.Hold;

/** The situations that the protocol is made for do occur in the model: its rules do not hold for want of trouble. */
class ProtocolReachTest {

    @Test
    void aTwinSellsTheReservationThatItAdopted() {
        assertThat(reached(
                        Scenario.TWINS,
                        someone(attempt -> attempt.created()
                                .filter(order -> order.attempt() != attempt.number())
                                .isPresent())))
                .isPresent();
    }

    @Test
    void anAttemptThatMeetsATombstoneSellsUnderItsSecondId() {
        assertThat(reached(
                        Scenario.ONE_ORDER,
                        someone(attempt -> attempt.created()
                                .filter(order -> order.round() == 2)
                                .isPresent())))
                .isPresent();
    }

    @Test
    void anAttemptWithStockInHandGivesTheRefusalThatItsTwinKept() {
        assertThat(reached(
                        Scenario.TWINS_AND_DELIVERY,
                        now -> now.attempts().rows().stream().allMatch(Attempt::refused)
                                && hasReservation(now, Hold.RELEASED)))
                .isPresent();
    }

    @Test
    void anOrderIsCancelledBeforeItsReservationIsFirm() {
        assertThat(reached(
                        Scenario.ONE_ORDER,
                        now -> now.orders().orders().rows().stream()
                                        .anyMatch(order -> order.status() == Status.CANCELLED)
                                && hasReservation(now, Hold.RELEASED)
                                && now.products().inbox().keys().isEmpty()))
                .isPresent();
    }

    @Test
    void aNeighbourInTheBatchLosesToAKeyThatIsTakenBack() {
        assertThat(reached(
                        Scenario.BATCHES,
                        now -> now.orders().keys().keys().isEmpty()
                                && someone(attempt -> attempt.progress() instanceof Progress.KeyTaken)
                                        .test(now)))
                .isPresent();
    }

    /**
     * A limit of the protocol: as long as the first body holds stock and is not decided, another body hears that the
     * key is taken; if the first one then dies, a repeat of the other body under the same key can be sold.
     */
    @Test
    void aKeyThatIsTakenByAnUndecidedRequestCanBecomeFreeAgain() {
        assertThat(reached(
                        Scenario.TWINS_AND_OTHER_BODY,
                        now -> now.attempts().rows().stream()
                                .anyMatch(attempt -> heardKeyReused(attempt) && soldTo(now, attempt.request()))))
                .isPresent();
    }

    private static boolean heardKeyReused(Attempt attempt) {
        return attempt.progress() instanceof Progress.Answered answered
                && answered.answer() instanceof Answer.KeyReused;
    }

    private static boolean soldTo(State now, Request request) {
        return now.orders().sold().stream().anyMatch(id -> now.orders().sold(id, request));
    }

    private static Predicate<State> someone(Predicate<Attempt> predicate) {
        return now -> now.attempts().rows().stream().anyMatch(predicate);
    }

    private static boolean hasReservation(State now, Hold state) {
        return now.products().reservations().rows().stream().anyMatch(reservation -> reservation.state() == state);
    }

    private static Optional<Violation> reached(Scenario scenario, Predicate<State> situation) {
        record Never(String name, Predicate<State> situation) implements Rule {
            @Override
            public boolean holds(State now) {
                return !situation.test(now);
            }
        }
        var rules = List.of(new Never("the situation", situation));
        return new Explorer(scenario, Protocol.asWritten(), Reduction.EAGER_AND_FORGETFUL, rules)
                .run()
                .violation();
    }
}
