package souk.local.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import souk.local.client.PlacedOrder;
import souk.local.client.Price;

class CorrectnessTest {
    private final Script script = new Script();

    @Test
    void isContentWhenAllThatWasAcknowledgedIsThere() {
        script.placed("k1", "o1")
                .brokenOff("k2")
                .placed("k2", "o2")
                .placed("k2", "o2")
                .refused("k3");

        script.lists(Script.order("o1"), Script.order("o2")).holds(10, 4);

        assertThat(script.broken()).isEmpty();
    }

    @Test
    void missesAnAcknowledgedOrderThatIsNotListed() {
        script.placed("k1", "o1").placed("k2", "o2").lists(Script.order("o1")).holds(10, 2);

        assertThat(script.broken()).containsExactly("every acknowledged order exists exactly once");
    }

    @Test
    void noticesAnOrderThatIsListedTwice() {
        script.placed("k1", "o1").lists(Script.order("o1"), Script.order("o1")).holds(10, 4);

        assertThat(script.broken()).containsExactly("every acknowledged order exists exactly once");
    }

    @Test
    void noticesAKeyWithTwoOrders() {
        script.placed("k1", "o1").placed("k1", "o2");

        script.lists(Script.order("o1"), Script.order("o2")).holds(10, 4);

        assertThat(script.broken()).contains("each key has at most one order, each order one key");
    }

    @Test
    void noticesASecondOrderOfAKeyThatNobodyWasToldOf() {
        script.brokenOff("k1").placed("k1", "o2");

        script.lists(Script.order("o1"), Script.order("o2")).holds(10, 4);

        assertThat(script.broken()).containsExactly("no order exists that nobody was told of");
    }

    @Test
    void noticesAnOrderThatAnswersToTwoKeys() {
        script.placed("k1", "o1").placed("k2", "o1").lists(Script.order("o1")).holds(10, 2);

        assertThat(script.broken()).containsExactly("each key has at most one order, each order one key");
    }

    @Test
    void noticesARefusalThatIsFollowedByASale() {
        script.refused("k1").placed("k1", "o1").lists(Script.order("o1")).holds(10, 2);

        assertThat(script.broken()).contains("no refused key is sold");
    }

    @Test
    void noticesASaleOfARefusedKeyThatOnlyTheListShows() {
        script.refused("k1").lists(Script.order("o1")).holds(10, 2);

        assertThat(script.broken()).containsExactly("no order exists that nobody was told of");
    }

    @Test
    void noticesARepeatedKeyWithAnotherAnswer() {
        script.placed("k1", "o1")
                .answered("k1", 201, "{\"id\":\"o1\",\"lines\":[{\"productId\":\"lamp\",\"quantity\":2}]}");

        script.lists(Script.order("o1")).holds(10, 2);

        assertThat(script.broken()).containsExactly("a repeated key gets the same answer");
    }

    @Test
    void noticesAnOrderWithOtherLines() {
        var altered = new PlacedOrder("o1", "confirmed", List.of(new PlacedOrder.Line(Script.LAMP, 1)));

        script.placed("k1", "o1").lists(altered).holds(10, 1);

        assertThat(script.broken()).containsExactly("orders hold what was asked for");
    }

    @Test
    void noticesStockThatIsReservedForNoOrder() {
        script.placed("k1", "o1").lists(Script.order("o1")).holds(10, 4);

        assertThat(script.broken()).containsExactly("stock adds up");
    }

    @Test
    void noticesStockThatNoOneReserved() {
        script.placed("k1", "o1").lists(Script.order("o1")).holds(10, 0);

        assertThat(script.broken()).containsExactly("stock adds up");
    }

    @Test
    void noticesStockThatVanished() {
        script.placed("k1", "o1").lists(Script.order("o1")).holds(9, 2);

        assertThat(script.broken()).containsExactly("stock adds up");
    }

    @Test
    void knowsThatWhatWasShippedIsNoLongerThere() {
        var line = new PlacedOrder.Line(Script.LAMP, 2, null, null, 0, 1);
        script.placed("k1", "o1").lists(new PlacedOrder("o1", "paid", List.of(line)));

        assertThat(script.holds(9, 1).broken()).isEmpty();
        assertThat(script.holds(10, 1).broken()).containsExactly("stock adds up");
        assertThat(script.holds(9, 2).broken()).containsExactly("stock adds up");
    }

    @Test
    void noticesThatMoreWasSoldThanWasThere() {
        for (int number = 1; number <= 6; number++) {
            script.placed("k" + number, "o" + number).lists(Script.order("o" + number));
        }

        script.holds(10, 10);

        assertThat(script.broken()).contains("nothing is oversold");
    }

    @Test
    void insistsOnAnAnswerToEveryKey() {
        script.brokenOff("k1").answered("k1", 503, "{\"code\":\"unavailable\"}");

        assertThat(script.broken()).containsExactly("every key was answered in the end");
    }

    @Test
    void noticesAnAnsweredKeyThatIsTakenForAnotherBody() {
        script.placed("k1", "o1").lists(Script.order("o1")).holds(10, 2);

        script.otherBody("k1", 422, "{\"code\":\"idempotency-key-reused\"}").otherBody("k1", 503, "{}");
        assertThat(script.broken()).isEmpty();

        script.otherBody("k1", 201, "{\"id\":\"o1\",\"lines\":[]}");
        assertThat(script.broken()).containsExactly("a key that was answered is refused with another body");
    }

    @Test
    void noticesACancelledOrderThatCameBack() {
        script.placed("k1", "o1").cancelled("o1").lists(Script.order("o1")).holds(10, 2);

        assertThat(script.broken()).containsExactly("what was cancelled stays cancelled");
    }

    @Test
    void noticesLinesThatDoNotComeToTheTotal() {
        script.placed("k1", "o1").lists(priced("5.00", "10.00", 1, "10.01")).holds(10, 2);

        assertThat(script.broken()).containsExactly("sums of money are right");
    }

    @Test
    void noticesALineThatIsNotItsPriceTimesItsQuantity() {
        script.placed("k1", "o1").lists(priced("5.00", "5.00", 1, "5.00")).holds(10, 2);

        assertThat(script.broken()).containsExactly("sums of money are right");
    }

    @Test
    void noticesAPriceThatIsNotTheOneOfTheVersionNamed() {
        script.placed("k1", "o1").costs(1, "5.00").costs(3, "6.00").holds(10, 2);

        assertThat(script.lists(priced("5.00", "10.00", 2, "10.00")).broken()).isEmpty();
        assertThat(new Script()
                        .placed("k1", "o1")
                        .costs(1, "5.00")
                        .costs(3, "6.00")
                        .holds(10, 2)
                        .lists(priced("5.00", "10.00", 3, "10.00"))
                        .broken())
                .containsExactly("what was charged is the price of the version named");
    }

    @Test
    void findsInAFileWhatItFoundInTheRun(@TempDir Path folder) {
        script.placed("k1", "o1").refused("k1").brokenOff("k2").costs(1, "5.00").costs(2, "6.00");
        script.lists(priced("5.00", "10.00", 2, "10.00")).holds(10, 2);
        var file = new HistoryFile(folder.resolve("run.ndjson"));

        file.write(script.history(), script.evidence());
        var read = file.read();

        assertThat(read.history().attempts()).isEqualTo(script.history().attempts());
        assertThat(read.evidence()).isEqualTo(script.evidence());
        assertThat(new Correctness(read.history(), read.evidence()).findings())
                .isEqualTo(new Correctness(script.history(), script.evidence()).findings());
        assertThat(file.path()).content().doesNotContain("secret", "token");
    }

    private static PlacedOrder priced(String unitPrice, String total, long version, String orderTotal) {
        var line =
                new PlacedOrder.Line(Script.LAMP, 2, new Price(unitPrice, "EUR"), new Price(total, "EUR"), version, 0);
        return new PlacedOrder("o1", "confirmed", List.of(line), new Price(orderTotal, "EUR"));
    }
}
